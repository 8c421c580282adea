// Stores a file, finds it and reads it back with dicomweb-client, and prints what it saw as JSON.
//
//   node drive.mjs BASE_URL TOKEN FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
globalThis.XMLHttpRequest = require('xhr2');
const { api } = require('dicomweb-client');

const [base, token, file] = process.argv.slice(2);
const client = new api.DICOMwebClient({ url: base, headers: { Authorization: `Bearer ${token}` } });
const bytes = readFileSync(file);
const dataset = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const value = (object, tag) => object[tag]?.Value?.[0];
const bytesOf = (body) => new Uint8Array(Array.isArray(body) ? body[0] : body);
const length = (body) => bytesOf(body).length;
const signature = (body) => [...bytesOf(body).slice(0, 4)];

const stored = JSON.parse(await client.storeInstances({ datasets: [dataset] }));
const url = stored['00081199'].Value[0]['00081190'].Value[0];
const [, studyInstanceUID, seriesInstanceUID, sopInstanceUID] = url.match(
  /studies\/([\d.]+)\/series\/([\d.]+)\/instances\/([\d.]+)$/,
);
const ids = { studyInstanceUID, seriesInstanceUID, sopInstanceUID };

const studies = await client.searchForStudies({ queryParams: { StudyInstanceUID: studyInstanceUID } });
const series = await client.searchForSeries({ studyInstanceUID });
const instances = await client.searchForInstances({ studyInstanceUID, seriesInstanceUID });
const [metadata] = await client.retrieveInstanceMetadata(ids);
const seriesMetadata = await client.retrieveSeriesMetadata({ studyInstanceUID, seriesInstanceUID });
const instance = await client.retrieveInstance(ids);
const whole = await client.retrieveStudy({ studyInstanceUID });
const frames = await client.retrieveInstanceFrames({ ...ids, frameNumbers: [1] });
const bulk = await client.retrieveBulkData({ BulkDataURI: metadata['7FE00010'].BulkDataURI });
const rendered = await client.retrieveInstanceRendered({
  ...ids,
  mediaTypes: [{ mediaType: 'image/png' }],
  queryParams: { window: '40,400,linear', viewport: '128,128' },
});
const renderedFrame = await client.retrieveInstanceFramesRendered({
  ...ids,
  frameNumbers: [1],
  mediaTypes: [{ mediaType: 'image/jpeg' }],
});

console.log(
  JSON.stringify({
    study: value(studies[0], '0020000D'),
    series: value(series[0], '0020000E'),
    instance: value(instances[0], '00080018'),
    rows: value(metadata, '00280010'),
    seriesSize: seriesMetadata.length,
    instanceBytes: length(instance),
    studyParts: whole.length,
    frameBytes: length(frames),
    bulkBytes: length(bulk),
    renderedBegins: signature(rendered),
    renderedFrameBegins: signature(renderedFrame),
  }),
);
