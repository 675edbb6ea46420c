/** The figures, and how people and programs read them. */
@NullMarked
package shop.bench.report;

import org.jspecify.annotations.NullMarked;
