#include "services/replay/jsonpatch.h"

#include "services/compare/differences.h"
#include "services/core/log.h"
#include "services/privacy/documentwalk.h"
#include "services/signing/jsonwriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>

namespace gatehouse::replay {

namespace {

using signing::JsonNode;

struct PatchTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::replay::JsonPatch)
};

tl::unexpected<Error> wrong(const QString &why)
{
    return failure(ErrorKind::Invalid, why);
}

QString textFor(std::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// The names in a JSON pointer (RFC 6901); nothing when it is none.
std::optional<std::vector<std::string>> namesOf(std::string_view pointer)
{
    std::vector<std::string> names;
    if (!pointer.empty() && pointer.front() != '/')
        return std::nullopt;
    for (std::size_t i = 0; i < pointer.size(); ++i) {
        if (pointer[i] == '/') {
            names.emplace_back();
        } else if (pointer[i] == '~') {
            const char next = i + 1 < pointer.size() ? pointer[++i] : '\0';
            if (next != '0' && next != '1')
                return std::nullopt;
            names.back() += next == '0' ? '~' : '/';
        } else {
            names.back() += pointer[i];
        }
    }
    return names;
}

/// The place of a member or element; the number of elements for "-" and one beyond the last.
std::optional<std::size_t> indexIn(const JsonNode &node, const std::string &name)
{
    if (node.kind == JsonNode::Kind::Object) {
        for (std::size_t i = node.names.size(); i > 0; --i) {
            if (privacy::decoded(node.names[i - 1]) == name)
                return i - 1;
        }
        return std::nullopt;
    }
    if (node.kind == JsonNode::Kind::Scalar)
        return std::nullopt;
    if (name == "-")
        return node.items.size();
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(name.data(), name.data() + name.size(), index);
    const bool isNumber = error == std::errc() && end == name.data() + name.size()
        && (name.size() == 1 || name.front() != '0');
    return isNumber && index <= node.items.size() ? std::optional(index) : std::nullopt;
}

/// A document that operations work on. Its nodes are views into the texts that it keeps.
class Document
{
public:
    explicit Document(JsonNode root)
        : m_root(std::move(root))
    {
    }

    const JsonNode &root() const { return m_root; }

    JsonNode *find(const std::vector<std::string> &names)
    {
        JsonNode *node = &m_root;
        for (const std::string &name : names) {
            const auto index = indexIn(*node, name);
            if (!index || *index >= node->items.size())
                return nullptr;
            node = &node->items[*index];
        }
        return node;
    }

    bool add(std::vector<std::string> names, JsonNode value)
    {
        if (names.empty()) {
            m_root = std::move(value);
            return true;
        }
        const std::string name = std::move(names.back());
        names.pop_back();
        JsonNode *parent = find(names);
        if (!parent || parent->kind == JsonNode::Kind::Scalar)
            return false;
        const auto index = indexIn(*parent, name);
        if (parent->kind == JsonNode::Kind::Array) {
            if (!index)
                return false;
            parent->items.insert(parent->items.begin() + std::ptrdiff_t(*index), std::move(value));
        } else if (index) {
            parent->items[*index] = std::move(value);
        } else {
            parent->names.push_back(m_names.emplace_back(jsonQuoted(name)));
            parent->items.push_back(std::move(value));
        }
        return true;
    }

    /// What stood there; nothing when nothing did.
    std::optional<JsonNode> take(std::vector<std::string> names)
    {
        if (names.empty())
            return std::nullopt;
        const std::string name = std::move(names.back());
        names.pop_back();
        JsonNode *parent = find(names);
        const auto index = parent ? indexIn(*parent, name) : std::nullopt;
        if (!index || *index >= parent->items.size())
            return std::nullopt;
        JsonNode taken = std::move(parent->items[*index]);
        parent->items.erase(parent->items.begin() + std::ptrdiff_t(*index));
        if (parent->kind == JsonNode::Kind::Object)
            parent->names.erase(parent->names.begin() + std::ptrdiff_t(*index));
        return taken;
    }

private:
    JsonNode m_root;
    std::deque<std::string> m_names; ///< a deque, so that none moves
};

QByteArray written(const JsonNode &node)
{
    return QByteArray::fromStdString(signing::writeJson(node, {}).value_or(std::string()));
}

bool isSame(const JsonNode &one, const JsonNode &other)
{
    const auto comparison = compare::compared({}, written(one), written(other));
    return !comparison.isCut
        && std::all_of(comparison.values.begin(), comparison.values.end(), [](const auto &value) {
               return value.kind == compare::Difference::Kind::Same;
           });
}

/// One operation, checked.
struct Operation
{
    std::string name;
    std::vector<std::string> path;
    std::optional<std::vector<std::string>> from;
    const JsonNode *value = nullptr;
};

std::optional<std::vector<std::string>> pointerOf(const JsonNode &operation, std::string_view name)
{
    const JsonNode *text = signing::member(operation, name);
    return text && text->text.starts_with('"') ? namesOf(privacy::textOf(*text)) : std::nullopt;
}

Result<Operation> operationOf(const JsonNode &node)
{
    const JsonNode *name = signing::member(node, "op");
    const auto path = pointerOf(node, "path");
    if (!name || !path)
        return wrong(PatchTexts::tr("it needs “op” and a “path” such as /data/id"));
    Operation operation{privacy::textOf(*name), *path, pointerOf(node, "from"),
                        signing::member(node, "value")};
    const bool needsValue =
        operation.name == "add" || operation.name == "replace" || operation.name == "test";
    if (needsValue && !operation.value)
        return wrong(PatchTexts::tr("“%1” needs a “value”").arg(textFor(operation.name)));
    const bool needsFrom = operation.name == "move" || operation.name == "copy";
    if (needsFrom && !operation.from)
        return wrong(PatchTexts::tr("“%1” needs a “from”").arg(textFor(operation.name)));
    if (!needsValue && !needsFrom && operation.name != "remove")
        return wrong(PatchTexts::tr("“%1” is no operation").arg(textFor(operation.name)));
    return operation;
}

/// Whether a move would put something into itself.
bool isBelow(const std::vector<std::string> &path, const std::vector<std::string> &top)
{
    return path.size() > top.size() && std::equal(top.begin(), top.end(), path.begin());
}

bool moveOrCopy(Document &document, const Operation &operation)
{
    if (operation.name == "copy") {
        const JsonNode *found = document.find(*operation.from);
        return found && document.add(operation.path, JsonNode(*found));
    }
    if (isBelow(operation.path, *operation.from))
        return false;
    auto taken = document.take(*operation.from);
    return taken && document.add(operation.path, std::move(*taken));
}

Result<> apply(Document &document, const Operation &operation)
{
    JsonNode *found = document.find(operation.path);
    bool isDone = false;
    if (operation.name == "add") {
        isDone = document.add(operation.path, *operation.value);
    } else if (operation.name == "remove") {
        isDone = document.take(operation.path).has_value();
    } else if (operation.name == "replace") {
        isDone = found;
        if (found)
            *found = *operation.value;
    } else if (operation.name == "test") {
        if (found && !isSame(*found, *operation.value))
            return wrong(PatchTexts::tr("the value is another one"));
        isDone = found;
    } else {
        isDone = moveOrCopy(document, operation);
    }
    if (!isDone)
        return wrong(PatchTexts::tr("there is no such place"));
    return {};
}

} // namespace

Result<std::string> patched(std::string_view document, std::string_view patch)
{
    const auto root = signing::parseJson(document);
    if (!root)
        return wrong(PatchTexts::tr("The payload is no JSON, so it cannot be patched."));
    const auto operations = signing::parseJson(patch);
    if (!operations || operations->kind != JsonNode::Kind::Array)
        return wrong(PatchTexts::tr("This is no JSON patch: it has to be a list of operations."));
    Document result(*root);
    qsizetype number = 0;
    for (const JsonNode &each : operations->items) {
        ++number;
        const auto operation = operationOf(each);
        const auto applied =
            operation ? apply(result, *operation) : Result<>(failure(operation.error()));
        if (!applied)
            return wrong(PatchTexts::tr("Operation %1 of the patch cannot be done: %2.")
                             .arg(number)
                             .arg(applied.error().message));
    }
    auto text = signing::writeJson(result.root(), {});
    if (!text)
        return wrong(PatchTexts::tr("The payload would be over 2 MiB."));
    return std::move(*text);
}

} // namespace gatehouse::replay
