package dev.borealis.engine.define;
final class ObjectDefiner {
    private final Edit edit;
    ObjectDefiner(Edit edit) { this.edit = edit; }
    void setOwner(dev.borealis.engine.catalog.Relation relation, dev.borealis.sql.ast.RoleName owner) { edit.role(owner); }
}
