package voip.app.bench;

/**
 * What handling a packet of a burst took a thread.
 *
 * @param cpuNanos processor time, in user mode and in the system
 * @param bytes allocated
 */
record Work(double cpuNanos, double bytes) {}
