/** The processes of the local environment: how each is prepared, started, proven to be ours, and stopped. */
@NullMarked
package shop.local.server;

import org.jspecify.annotations.NullMarked;
