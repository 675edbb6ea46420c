/** Keeps the processes of an environment running, and does to them what people ask for. */
@NullMarked
package shop.local.supervisor;

import org.jspecify.annotations.NullMarked;
