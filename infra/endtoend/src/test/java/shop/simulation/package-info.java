/**
 * The whole saga on a virtual clock: the production kernel and the production decisions of the participants under random
 * schedules of everything a queue, a crash and a customer can do. What their SQL does is shown by other tests.
 */
@NullMarked
package shop.simulation;

import org.jspecify.annotations.NullMarked;
