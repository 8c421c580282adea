// Creates, reads, searches, changes and deletes with fhir-kit-client, and prints what it saw as JSON.
//
//   node drive.mjs BASE_URL TOKEN MRN
import { Client } from 'fhir-kit-client';

const [baseUrl, token, mrn] = process.argv.slice(2);
const client = new Client({ baseUrl, bearerToken: token });
const system = 'urn:oid:2.16.840.1.113883.19.5';
const patient = (value, family) => ({
  resourceType: 'Patient',
  identifier: [{ system, value }],
  name: [{ family, given: [mrn.replace(/[^A-Za-z0-9]/g, '')] }],
});
const status = async (promise) => promise.then(() => 200, (error) => error.response.status);

const statement = await client.capabilityStatement();
const created = await client.create({ resourceType: 'Patient', body: patient(mrn, 'Doe') });
const id = created.id;
const read = await client.read({ resourceType: 'Patient', id });
const updated = await client.update({
  resourceType: 'Patient',
  id,
  body: { ...read, name: [{ family: 'Roe', given: read.name[0].given }] },
});
const patched = await client.patch({
  resourceType: 'Patient',
  id,
  jsonPatch: [{ op: 'add', path: '/birthDate', value: '1980-02-03' }],
});
const first = await client.vread({ resourceType: 'Patient', id, version: '1' });

const transaction = await client.transaction({
  body: {
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [1, 2, 3, 4].map((n) => ({
      fullUrl: `urn:uuid:00000000-0000-4000-8000-00000000000${n}`,
      resource: patient(`${mrn}-${n}`, 'Batch'),
      request: { method: 'POST', url: 'Patient', ifNoneExist: `identifier=${mrn}-${n}` },
    })),
  },
});
const batch = await client.batch({
  body: {
    resourceType: 'Bundle',
    type: 'batch',
    entry: [
      { request: { method: 'GET', url: `Patient/${id}` } },
      { request: { method: 'GET', url: 'Patient/nobody' } },
    ],
  },
});

const pages = [];
let page = await client.search({
  resourceType: 'Patient',
  searchParams: { given: mrn.replace(/[^A-Za-z0-9]/g, ''), _count: 2, _sort: '_id' },
});
while (page) {
  pages.push(page.entry.length);
  // Links name the server's configured address, which is not the port that a test gives it.
  page.link.forEach((link) => (link.url = link.url.replace(/^.*\/fhir/, baseUrl)));
  page = await client.nextPage({ bundle: page });
}
const posted = await client.search({
  resourceType: 'Patient',
  searchParams: { identifier: `${system}|${mrn}` },
  options: { postSearch: true },
});
const everything = await client.operation({ name: 'everything', resourceType: 'Patient', id, method: 'GET' });
const validated = await client.operation({
  name: 'validate',
  resourceType: 'Patient',
  input: patient(`${mrn}-5`, 'Kin'),
});

await client.delete({ resourceType: 'Patient', id });
const gone = await status(client.read({ resourceType: 'Patient', id }));
const history = await client.history({ resourceType: 'Patient', id });
const typeHistory = await client.history({ resourceType: 'Patient' });
const systemHistory = await client.history();

console.log(
  JSON.stringify({
    version: statement.fhirVersion,
    read: read.name[0].family,
    updated: updated.meta.versionId,
    patched: patched.birthDate,
    first: first.name[0].family,
    transaction: transaction.entry.map((entry) => entry.response.status),
    batch: batch.entry.map((entry) => entry.response.status),
    pages,
    posted: posted.entry.length,
    everything: everything.entry[0].resource.id === id,
    validated: validated.resourceType,
    gone,
    history: history.entry.map((entry) => entry.request.method),
    typeHistory: typeHistory.type,
    systemHistory: systemHistory.type,
  }),
);
