package org.radbridge.benchmarks.ingest.process;

/**
 * The fields of {@code /proc/PID/stat} that are of interest; see proc(5).
 *
 * @param ticks user and system time of the process, and of its children that have ended and were
 *     waited for, in clock ticks
 */
record ProcessStat(long ticks) {

    /** utime is field 14; the first field behind the name is the third. */
    private static final int USER_TIME = 14 - 3;

    private static final int FIELDS = 4;

    /** The name stands in parentheses, and may hold spaces and parentheses itself. */
    static ProcessStat parse(String line) {
        int name = line.lastIndexOf(')');
        if (name < 0) {
            throw new IllegalArgumentException("this is no line of /proc/PID/stat: " + line);
        }
        String[] fields = line.substring(name + 2).split(" ");
        long ticks = 0;
        for (int i = USER_TIME; i < USER_TIME + FIELDS; i++) {
            ticks += Long.parseLong(fields[i]);
        }
        return new ProcessStat(ticks);
    }
}
