/** An application on the framework. */
module my.app {
    requires voip.api;
}
