@NullMarked
package shop.chaos.agent;

import org.jspecify.annotations.NullMarked;
