//! XML of Word files, whatever prefixes and namespaces it has.

use roxmltree::Node;

/// The child called `name`.
pub(super) fn child<'a, 'input>(node: Node<'a, 'input>, name: &str) -> Option<Node<'a, 'input>> {
    node.children().find(|child| child.tag_name().name() == name)
}

/// The attribute `val`.
pub(super) fn value<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    attribute(node, "val")
}

/// The attribute called `name`.
pub(super) fn attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    node.attributes().find(|it| it.name() == name).map(|it| it.value())
}

/// Whether the switch called `name` is on; none where it is not there.
pub(super) fn on(node: Node<'_, '_>, name: &str) -> Option<bool> {
    let switch = child(node, name)?;
    Some(!matches!(value(switch), Some("0" | "false" | "off")))
}

/// Whether `node` is within an element of one of the `names`.
pub(super) fn is_in(node: Node<'_, '_>, names: &[&str]) -> bool {
    node.ancestors().skip(1).any(|outer| names.contains(&outer.tag_name().name()))
}
