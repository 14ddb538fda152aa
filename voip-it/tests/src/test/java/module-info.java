/** Uses the framework as an application does: requires the modules, and finds providers by ServiceLoader. */
open module voip.it {
    requires java.compiler;
    requires jdk.compiler;
    requires org.apache.logging.log4j;
    requires org.apache.logging.log4j.core;
    requires org.junit.jupiter.api;
    requires org.junit.jupiter.params;
    requires voip.api;
    requires voip.rtp;
    requires voip.srtp;
    requires voip.stun;
    requires voip.testkit;
}
