package shop.order;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** No product stands on two lines of an order. */
@Constraint(validatedBy = EachSkuOnce.Validator.class)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface EachSkuOnce {

    String message() default "must name each SKU once";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Lines that are missing are for other constraints to refuse. */
    final class Validator implements ConstraintValidator<EachSkuOnce, List<OrderRequest.Line>> {

        @Override
        public boolean isValid(@Nullable List<OrderRequest.@Nullable Line> lines, ConstraintValidatorContext context) {
            if (lines == null) {
                return true;
            }
            Set<@Nullable String> seen = new HashSet<>();
            return lines.stream().allMatch(line -> line == null || seen.add(line.sku()));
        }
    }
}
