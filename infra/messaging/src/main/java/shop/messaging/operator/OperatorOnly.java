package shop.messaging.operator;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a resource or one of its methods: only for who sends {@code Authorization: Bearer} with the operators' token, the
 * setting {@code shop.operator-token}. Anyone else gets 401; where no token is set, everyone does.
 */
@NameBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface OperatorOnly {}
