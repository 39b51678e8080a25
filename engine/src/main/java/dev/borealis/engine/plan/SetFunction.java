package dev.borealis.engine.plan;

import dev.borealis.engine.evaluate.CallSpec;
import dev.borealis.engine.evaluate.Expression;
import dev.borealis.engine.function.Implementation;
import dev.borealis.engine.tree.Scalar;
import dev.borealis.types.Carrier;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * A function in FROM, or a set-returning one in the output list.
 *
 * @param implementation null for one in language sql, and for a scalar expression
 * @param sqlFunction OID of a function in language sql, else 0
 * @param scalar the compiled expression when it is no set-returning call: one row
 * @param columns how many columns it gives
 */
public record SetFunction(
        Scalar tree,
        Implementation.@Nullable SetReturning implementation,
        int sqlFunction,
        @Nullable Expression scalar,
        List<Expression> arguments,
        boolean strict,
        CallSpec call,
        int columns,
        List<Carrier> carriers) {
    public SetFunction {
        arguments = List.copyOf(arguments);
        carriers = List.copyOf(carriers);
    }
}
