/** How large the deployments of one application are, and how long each takes to its first call. */
package voip.bench.startup;
