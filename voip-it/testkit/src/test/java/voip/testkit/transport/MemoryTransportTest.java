package voip.testkit.transport;

class MemoryTransportTest extends MemorySpecimen {}
