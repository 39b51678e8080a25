package dev.borealis.types.format;

import dev.borealis.types.ByteAppender;
import dev.borealis.types.Bytes;
import dev.borealis.types.Identifiers;
import dev.borealis.types.NameResolver;
import dev.borealis.types.NameResolver.Kind;
import dev.borealis.types.NameResolver.QualifiedName;
import dev.borealis.types.NameResolver.Signature;
import dev.borealis.types.Oid;
import dev.borealis.types.TypeContext;
import dev.borealis.types.TypeInfo;
import dev.borealis.types.TypeNames;
import dev.borealis.types.error.NameErrors;
import dev.borealis.types.error.SqlException;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;

/** OIDs shown as names: regclass, regtype, regproc and the others. */
final class RegFormats {
    private RegFormats() {}

    static List<ValueFormat> all() {
        return List.of(
                new RegFormat(Oid.REGCLASS, Kind.RELATION, false),
                new RegFormat(Oid.REGTYPE, Kind.TYPE, false),
                new RegFormat(Oid.REGPROC, Kind.FUNCTION, false),
                new RegFormat(Oid.REGPROCEDURE, Kind.FUNCTION, true),
                new RegFormat(Oid.REGOPER, Kind.OPERATOR, false),
                new RegFormat(Oid.REGOPERATOR, Kind.OPERATOR, true),
                new RegFormat(Oid.REGNAMESPACE, Kind.NAMESPACE, false),
                new RegFormat(Oid.REGROLE, Kind.ROLE, false),
                new RegFormat(Oid.REGCOLLATION, Kind.COLLATION, false),
                new RegFormat(Oid.REGCONFIG, Kind.TEXT_SEARCH_CONFIGURATION, false),
                new RegFormat(Oid.REGDICTIONARY, Kind.TEXT_SEARCH_DICTIONARY, false));
    }

    static final class RegFormat extends LongFormat {
        private final Kind kind;
        private final boolean withArguments;

        RegFormat(int oid, Kind kind, boolean withArguments) {
            super(oid);
            this.kind = kind;
            this.withArguments = withArguments;
        }

        @Override
        public long parseLong(Bytes text, int typmod, TypeContext context, NameResolver names) {
            String name = text.string();
            if (name.equals("-")) {
                return Oid.NONE;
            }
            if (!name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return Integers.parseUnsigned(text, "oid");
            }
            if (kind == Kind.TYPE) {
                return Oid.unsigned(TypeNameReader.read(name, names));
            }
            return Oid.unsigned(
                    withArguments ? parseSignature(name, names) : parseName(name, names));
        }

        private int parseName(String text, NameResolver names) {
            if (kind == Kind.OPERATOR || kind == Kind.FUNCTION) {
                QualifiedName name = kind == Kind.OPERATOR ? operatorName(text) : qualified(text);
                List<Signature> found = names.signatures(kind, name.schema(), name.name());
                if (found.size() == 1) {
                    return found.getFirst().oid();
                }
                throw found.isEmpty() ? missing(text) : ambiguous(text);
            }
            QualifiedName name = qualified(text);
            Integer found = names.oid(kind, name.schema(), name.name());
            if (found == null) {
                throw missing(
                        name.schema() == null || kind == Kind.NAMESPACE
                                ? name.name()
                                : name.schema() + "." + name.name());
            }
            return found;
        }

        private QualifiedName qualified(String text) {
            List<String> parts = Identifiers.split(text);
            if (parts.size() == 3 && kind != Kind.NAMESPACE && kind != Kind.ROLE) {
                parts = parts.subList(1, 3); // a database in front
            }
            if (parts.size() == 1) {
                return new QualifiedName(null, parts.getFirst());
            }
            if (parts.size() > 2 || kind == Kind.NAMESPACE || kind == Kind.ROLE) {
                if (kind == Kind.NAMESPACE || kind == Kind.ROLE) {
                    throw NameErrors.invalidNameSyntax();
                }
                String what = kind == Kind.RELATION ? "relation name" : "qualified name";
                throw NameErrors.tooManyDottedNames(what, String.join(".", parts));
            }
            return new QualifiedName(parts.getFirst(), parts.getLast());
        }

        /** Operators consist of signs, so only a schema in front is an identifier. */
        private static QualifiedName operatorName(String text) {
            int dot = text.lastIndexOf('.');
            if (dot <= 0) {
                return new QualifiedName(null, text.strip());
            }
            return new QualifiedName(
                    Identifiers.split(text.substring(0, dot)).getFirst(),
                    text.substring(dot + 1).strip());
        }

        private int parseSignature(String text, NameResolver names) {
            int open = text.indexOf('(');
            if (open < 0) {
                throw NameErrors.expectedLeftParenthesis();
            }
            int close = text.lastIndexOf(')');
            if (close < open) {
                throw NameErrors.expectedRightParenthesis();
            }
            String front = text.substring(0, open);
            QualifiedName name = kind == Kind.OPERATOR ? operatorName(front) : qualified(front);
            List<Integer> arguments = new ArrayList<>();
            String list = text.substring(open + 1, close);
            if (!list.isBlank()) {
                for (String argument : splitArguments(list)) {
                    boolean none =
                            kind == Kind.OPERATOR && argument.strip().equalsIgnoreCase("none");
                    arguments.add(none ? Oid.NONE : TypeNameReader.read(argument, names));
                }
            }
            for (Signature signature : names.signatures(kind, name.schema(), name.name())) {
                if (signature.arguments().equals(arguments)) {
                    return signature.oid();
                }
            }
            throw missing(text);
        }

        /** At commas outside parentheses: {@code numeric(3,2), text}. */
        private static List<String> splitArguments(String list) {
            List<String> parts = new ArrayList<>();
            int depth = 0;
            int from = 0;
            for (int i = 0; i < list.length(); i++) {
                char character = list.charAt(i);
                depth += character == '(' ? 1 : character == ')' ? -1 : 0;
                if (character == ',' && depth == 0) {
                    parts.add(list.substring(from, i));
                    from = i + 1;
                }
            }
            parts.add(list.substring(from));
            return parts;
        }

        private SqlException missing(String name) {
            return switch (kind) {
                case RELATION -> NameErrors.relationDoesNotExist(name);
                case TYPE -> dev.borealis.types.error.TypeErrors.typeDoesNotExist(name);
                case FUNCTION -> NameErrors.functionDoesNotExist(name);
                case OPERATOR -> NameErrors.operatorDoesNotExist(name);
                case NAMESPACE -> NameErrors.schemaDoesNotExist(name);
                case ROLE -> NameErrors.roleDoesNotExist(name);
                case COLLATION -> NameErrors.collationDoesNotExist(name);
                case TEXT_SEARCH_CONFIGURATION ->
                        NameErrors.textSearchConfigurationDoesNotExist(name);
                case TEXT_SEARCH_DICTIONARY -> NameErrors.textSearchDictionaryDoesNotExist(name);
            };
        }

        private SqlException ambiguous(String name) {
            return kind == Kind.OPERATOR
                    ? NameErrors.operatorIsAmbiguous(name)
                    : NameErrors.functionIsAmbiguous(name);
        }

        @Override
        public void printLong(
                long value, TypeContext context, NameResolver names, ByteAppender out) {
            int oid = (int) value;
            if (oid == Oid.NONE) {
                out.append(kind == Kind.OPERATOR ? "0" : "-");
                return;
            }
            String text = kind == Kind.TYPE ? typeName(oid, names) : name(oid, names);
            if (text == null) {
                out.appendDecimal(Oid.unsigned(oid));
            } else {
                out.append(text);
            }
        }

        private static @Nullable String typeName(int oid, NameResolver names) {
            TypeInfo type = names.type(oid);
            return type == null ? null : type.displayName();
        }

        private @Nullable String name(int oid, NameResolver names) {
            if (kind != Kind.FUNCTION && kind != Kind.OPERATOR) {
                QualifiedName name = names.name(kind, oid);
                return name == null ? null : Identifiers.quote(name.schema(), name.name());
            }
            Signature signature = names.signature(kind, oid);
            if (signature == null) {
                return null;
            }
            QualifiedName name = signature.name();
            String schema = name.schema();
            String text =
                    kind == Kind.FUNCTION
                            ? Identifiers.quote(schema, name.name())
                            : (schema == null ? "" : Identifiers.quote(schema) + ".") + name.name();
            if (!withArguments) {
                return text;
            }
            var list = new StringBuilder(text).append('(');
            for (int i = 0; i < signature.arguments().size(); i++) {
                int argument = signature.arguments().get(i);
                list.append(i > 0 ? "," : "");
                list.append(argument == Oid.NONE ? "NONE" : TypeNames.display(argument, names));
            }
            return list.append(')').toString();
        }

        @Override
        public long readBinaryLong(Bytes data, int typmod) {
            return Binary.readInt(data, 4) & 0xFFFF_FFFFL;
        }

        @Override
        public void writeBinaryLong(long value, ByteAppender out) {
            out.appendInt((int) value);
        }
    }
}
