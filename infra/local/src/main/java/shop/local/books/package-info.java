/**
 * The books: the three promises, checked against what the four services' audits say. What compares is pure; only
 * {@link shop.local.books.Auditor} asks.
 */
@NullMarked
package shop.local.books;

import org.jspecify.annotations.NullMarked;
