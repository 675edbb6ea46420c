/** Breaks the running system under load and judges from the evidence whether anything was lost. Workload, nemesis, history, checker, verdict: the words are Jepsen's. */
@NullMarked
package shop.chaos;

import org.jspecify.annotations.NullMarked;
