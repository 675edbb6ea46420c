package shop.order.why;

/** What a saga waits for; of several causes, the one that stands first here is told. */
enum Cause {
    /** It does not wait: it has ended. */
    FINAL,
    /** A participant could not carry the command out and has put it aside. */
    PARKED,
    /** The participant tries to carry the command out, and fails again and again. */
    HANDLER_FAILING,
    /** The command has not come from our outbox to Kafka. */
    NOT_RELAYED,
    /** The command lies on its topic. */
    NOT_CONSUMED,
    /** The participant has read the command; what it owes does not come from its outbox to Kafka. */
    ANSWER_NOT_RELAYED,
    /** Answers lie on their topic, and we have not read them. */
    ANSWER_NOT_CONSUMED,
    /** Nothing is known to be wrong, and it has taken so long that an operator should look. */
    AWAITING_OPERATOR,
    /** What would have to be known cannot be found out. */
    UNKNOWN,
    /** The command was read and no answer is on its way: it is sent again at its time. */
    AWAITING_DEADLINE,
    /** It was sent just now. */
    MOVING
}
