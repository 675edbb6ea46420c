/** The supervisor's control API, for the command line and for the page's control room, and what it offers. */
@NullMarked
package shop.local.control;

import org.jspecify.annotations.NullMarked;
