package dev.tollgate.trafficmanager.policy;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelProtoAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.expr.CheckedExpr;

/**
 * The language of custom rules' conditions: CEL about one call.
 *
 * <p>Variables: {@code userId}, {@code appId}, {@code apiContext}, {@code apiVersion}, {@code resourceKey}, {@code verb}, {@code clientIp}
 * (texts, empty where the call has none), {@code scopes} (texts), {@code sandbox} (true or false); {@code request.header('name')} and
 * {@code request.query('name')} are a field's and a parameter's first value, or empty. A condition is bounded in length and depth and has no
 * loops (no macros, and regular expressions are RE2's), so that its cost is in proportion to what it reads of a call.
 */
public final class CallCondition {

    private static final int LONGEST = 2000;
    private static final int DEEPEST = 32;
    private static final OpaqueType REQUEST = OpaqueType.create("tollgate.Request");

    /** The names of the overloads are what gateways bind functions to. */
    private static final CelCompiler COMPILER = CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(CelOptions.current()
                    .maxExpressionCodePointSize(LONGEST)
                    .maxParseRecursionDepth(DEEPEST)
                    .comprehensionMaxIterations(0)
                    .build())
            .addVar("userId", SimpleType.STRING)
            .addVar("appId", SimpleType.STRING)
            .addVar("apiContext", SimpleType.STRING)
            .addVar("apiVersion", SimpleType.STRING)
            .addVar("resourceKey", SimpleType.STRING)
            .addVar("verb", SimpleType.STRING)
            .addVar("clientIp", SimpleType.STRING)
            .addVar("scopes", ListType.create(SimpleType.STRING))
            .addVar("sandbox", SimpleType.BOOL)
            .addVar("request", REQUEST)
            .addFunctionDeclarations(
                    CelFunctionDecl.newFunctionDeclaration(
                            "header",
                            CelOverloadDecl.newMemberOverload(
                                    "request_header", SimpleType.STRING, REQUEST, SimpleType.STRING)),
                    CelFunctionDecl.newFunctionDeclaration(
                            "query",
                            CelOverloadDecl.newMemberOverload(
                                    "request_query", SimpleType.STRING, REQUEST, SimpleType.STRING)))
            .setResultType(SimpleType.BOOL)
            .build();

    private CallCondition() {}

    /**
     * Checked, as gateways take it.
     *
     * @throws IllegalArgumentException saying what is wrong and where
     */
    public static CheckedExpr compiled(String condition) {
        try {
            CelAbstractSyntaxTree tree = COMPILER.compile(condition).getAst();
            return CelProtoAbstractSyntaxTree.fromCelAst(tree).toCheckedExpr();
        } catch (CelValidationException wrong) {
            var first = wrong.getErrors().getFirst();
            throw new IllegalArgumentException(
                    "condition does not compile: " + first.getMessage() + " (line "
                            + first.getSourceLocation().getLine() + ", column "
                            + (first.getSourceLocation().getColumn() + 1) + ")",
                    wrong);
        }
    }
}
