/** The environment under test: its processes, databases and topics, seen and touched from outside. */
@NullMarked
package shop.chaos.site;

import org.jspecify.annotations.NullMarked;
