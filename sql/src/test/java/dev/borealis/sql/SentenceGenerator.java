package dev.borealis.sql;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Derives random statements from the grammar file. Where the file is wider than any parser (names with subscripts,
 * chains of operators that do not associate) it makes the narrower thing.
 */
final class SentenceGenerator {
    record Token(String text, String type) {}

    record Rule(List<List<Token>> choices, boolean optional, @Nullable String repetition) {}

    private static final int FAR = 1_000_000;

    private final Map<String, Rule> rules;
    private final SplittableRandom random;
    private final Map<String, Integer> heights = new HashMap<>();
    private final List<String> starts = new ArrayList<>();
    private StringBuilder out = new StringBuilder();

    SentenceGenerator(Map<String, Rule> rules, SplittableRandom random) {
        this.rules = rules;
        this.random = random;
        for (String name : rules.keySet()) {
            if (name.endsWith("Stmt")
                    && !name.contains("__in__")
                    && !name.equals("ExplainableStmt")
                    && !name.equals("PreparableStmt")) {
                starts.add(name);
            }
        }
        measure();
    }

    String statement() {
        out = new StringBuilder();
        derive(starts.get(random.nextInt(starts.size())), random.nextInt(4, 14), false);
        return out.toString().strip();
    }

    /** The least depth of each rule, so that a derivation can be brought to an end. */
    private void measure() {
        boolean changed = true;
        while (changed) {
            changed = false;
            for (Map.Entry<String, Rule> entry : rules.entrySet()) {
                int height = entry.getValue().optional() ? 1 : FAR;
                for (List<Token> choice : entry.getValue().choices()) {
                    height = Math.min(height, height(choice) + 1);
                }
                if (height < heights.getOrDefault(entry.getKey(), FAR)) {
                    heights.put(entry.getKey(), height);
                    changed = true;
                }
            }
        }
    }

    private int height(List<Token> choice) {
        int height = 0;
        for (Token token : choice) {
            if (token.type.equals("NonTerminal") && replacement(token.text) == null) {
                height = Math.max(height, heights.getOrDefault(token.text, FAR));
            }
        }
        return height;
    }

    private static @Nullable String replacement(String rule) {
        return switch (rule) {
            case "SignedIconst" -> "-5";
            case "var_list" -> "'x', 1";
            case "utility_option_elem" -> "verbose";
            case "qualified_name", "relation_expr", "any_name", "func_name" -> "s.t";
            case "function_with_argtypes" -> "f ( int )";
            case "insert_target" -> "t AS x";
            case "insert_column_item", "set_target" -> "c";
            case "PreparableStmt" -> "SELECT 1";
            case "implicit_row", "explicit_row", "row" -> "ROW ( 1 , 2 )";
            default -> null;
        };
    }

    private void derive(String name, int budget, boolean inExpression) {
        String fixed = replacement(name);
        if (fixed != null) {
            emit(fixed);
            return;
        }
        Rule rule = rules.get(name);
        boolean skipped = rule.optional() && (budget <= 0 || random.nextBoolean());
        if (skipped || rule.choices().isEmpty()) {
            return;
        }
        boolean expression = name.equals("a_expr") || name.equals("b_expr");
        if (expression && inExpression) {
            emit("(");
        }
        int count = rule.repetition() != null && budget > 3 && random.nextInt(3) == 0 ? 2 : 1;
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                emit(String.valueOf(rule.repetition()));
            }
            for (Token token : choose(rule, budget)) {
                switch (token.type) {
                    case "NonTerminal" ->
                            derive(token.text, budget - 1, inExpression || expression);
                    case "CharClass" -> emit(example(token.text));
                    default -> emit(token.text);
                }
            }
        }
        if (expression && inExpression) {
            emit(")");
        }
    }

    private List<Token> choose(Rule rule, int budget) {
        int least = FAR;
        List<List<Token>> fitting = new ArrayList<>();
        for (List<Token> choice : rule.choices()) {
            least = Math.min(least, height(choice));
            if (height(choice) < budget) {
                fitting.add(choice);
            }
        }
        if (fitting.isEmpty()) {
            for (List<Token> choice : rule.choices()) {
                if (height(choice) == least) {
                    fitting.add(choice);
                }
            }
        }
        return fitting.get(random.nextInt(fitting.size()));
    }

    private String example(String characterClass) {
        return switch (characterClass) {
            case "IDENT" -> random.nextBoolean() ? "foo" : "\"Bar\"";
            case "ICONST" -> String.valueOf(random.nextInt(1, 100));
            case "FCONST" -> "1.5";
            case "SCONST" -> "'x'";
            case "BCONST" -> "B'01'";
            case "XCONST" -> "X'1F'";
            case "PARAM" -> "$1";
            case "Op" -> "||";
            default -> throw new IllegalStateException(characterClass);
        };
    }

    private void emit(String token) {
        out.append(token).append(' ');
    }

    // ---- reading the file: just enough JSON ----

    static Map<String, Rule> read(String json) {
        Map<?, ?> root = (Map<?, ?>) new Json(json).value();
        Map<String, Rule> rules = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : ((Map<?, ?>) root.get("rules")).entrySet()) {
            Map<?, ?> rule = (Map<?, ?>) entry.getValue();
            List<List<Token>> choices = new ArrayList<>();
            for (Object choice : (List<?>) rule.get("choices")) {
                List<Token> tokens = new ArrayList<>();
                for (Object token : (List<?>) choice) {
                    Map<?, ?> fields = (Map<?, ?>) token;
                    tokens.add(
                            new Token(
                                    (String) fields.get("text"),
                                    (String) fields.get("token_type")));
                }
                choices.add(tokens);
            }
            rules.put(
                    (String) entry.getKey(),
                    new Rule(
                            choices,
                            (Boolean) rule.get("optional"),
                            (String) rule.get("repetition")));
        }
        return rules;
    }

    private static final class Json {
        private final String text;
        private int at;

        Json(String text) {
            this.text = text;
        }

        @Nullable Object value() {
            blank();
            char c = text.charAt(at);
            if (c == '{') {
                at++;
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (more('}')) {
                    String key = string();
                    blank();
                    at++; // the colon
                    map.put(key, value());
                }
                return map;
            }
            if (c == '[') {
                at++;
                List<@Nullable Object> list = new ArrayList<>();
                while (more(']')) {
                    list.add(value());
                }
                return list;
            }
            if (c == '"') {
                return string();
            }
            int from = at;
            while (Character.isLetter(text.charAt(at))) {
                at++;
            }
            String word = text.substring(from, at);
            return word.equals("null") ? null : Boolean.valueOf(word);
        }

        private boolean more(char end) {
            blank();
            if (text.charAt(at) == ',') {
                at++;
                blank();
            }
            if (text.charAt(at) == end) {
                at++;
                return false;
            }
            return true;
        }

        private String string() {
            StringBuilder result = new StringBuilder();
            at++;
            while (text.charAt(at) != '"') {
                if (text.charAt(at) == '\\') {
                    at++;
                }
                result.append(text.charAt(at++));
            }
            at++;
            return result.toString();
        }

        private void blank() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
