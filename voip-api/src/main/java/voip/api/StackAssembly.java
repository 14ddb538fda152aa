package voip.api;
record StackAssembly() { static StackAssembly assemble(StackSettings s) { return new StackAssembly(); } }
