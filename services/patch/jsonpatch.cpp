#include "services/patch/jsonpatch.h"

#include "services/compare/differences.h"
#include "services/core/log.h"
#include "services/privacy/documentwalk.h"
#include "services/signing/jsonwriter.h"

#include <QCoreApplication>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>

namespace gatehouse::patch {

namespace {

using signing::JsonNode;

struct PatchTexts
{
    Q_DECLARE_TR_FUNCTIONS(gatehouse::patch::JsonPatch)
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

constexpr qsizetype mostOperations = 10'000;
constexpr std::size_t largestCopies = std::size_t{2} * 1024 * 1024; ///< in all, as weight() has it
constexpr std::size_t nodeWeight = 16;
constexpr std::size_t deepestResult = 128; ///< as documents are read

/// About the bytes that a value needs.
std::size_t weight(const JsonNode &node)
{
    std::size_t bytes = nodeWeight + node.text.size();
    for (const std::string_view name : node.names)
        bytes += name.size();
    for (const JsonNode &item : node.items)
        bytes += weight(item);
    return bytes;
}

std::size_t depthOf(const JsonNode &node)
{
    std::size_t deepest = 0;
    for (const JsonNode &item : node.items)
        deepest = std::max(deepest, depthOf(item));
    return deepest + 1;
}

/// So that whoever walks the result does not run out of stack.
bool isTooDeep(const std::vector<std::string> &path, const JsonNode &value)
{
    return path.size() + depthOf(value) > deepestResult;
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

    /// Whether so much more may be copied: operations of some bytes could double it again and
    /// again.
    bool mayCopy(std::size_t bytes)
    {
        m_copied += std::min(bytes, largestCopies);
        return m_copied <= largestCopies;
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
    std::size_t m_copied = 0;
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
    if (node.kind != JsonNode::Kind::Object)
        return wrong(PatchTexts::tr("it is no object with “op” and “path”"));
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

tl::unexpected<Error> tooMuch()
{
    return wrong(PatchTexts::tr("the payload would be too deep or too large"));
}

bool reads(const Operation &operation)
{
    return operation.name == "copy" || operation.name == "move" || operation.name == "test";
}

/// Whether a move would put something into itself.
bool isBelow(const std::vector<std::string> &path, const std::vector<std::string> &top)
{
    return path.size() > top.size() && std::equal(top.begin(), top.end(), path.begin());
}

Result<bool> moveOrCopy(Document &document, const Operation &operation)
{
    if (operation.name == "copy") {
        const JsonNode *found = document.find(*operation.from);
        if (!found)
            return false;
        if (isTooDeep(operation.path, *found) || !document.mayCopy(weight(*found)))
            return tooMuch();
        return document.add(operation.path, JsonNode(*found));
    }
    if (isBelow(operation.path, *operation.from))
        return false;
    const JsonNode *found = document.find(*operation.from);
    if (found && isTooDeep(operation.path, *found))
        return tooMuch();
    auto taken = document.take(*operation.from);
    return taken && document.add(operation.path, std::move(*taken));
}

Result<> apply(Document &document, const Operation &operation)
{
    JsonNode *found = document.find(operation.path);
    Result<bool> isDone = false;
    if (operation.value && isTooDeep(operation.path, *operation.value))
        return tooMuch();
    if (operation.name == "add") {
        isDone = document.add(operation.path, *operation.value);
    } else if (operation.name == "remove") {
        isDone = document.take(operation.path).has_value();
    } else if (operation.name == "replace") {
        isDone = found != nullptr;
        if (found)
            *found = *operation.value;
    } else if (operation.name == "test") {
        if (found && !isSame(*found, *operation.value))
            return wrong(PatchTexts::tr("the value is another one"));
        isDone = found != nullptr;
    } else {
        isDone = moveOrCopy(document, operation);
    }
    if (!isDone)
        return failure(isDone.error());
    if (!*isDone)
        return wrong(PatchTexts::tr("there is no such place"));
    return {};
}

/// A view into the patch.
Result<JsonNode> operationsOf(std::string_view patch)
{
    auto operations = signing::parseJson(patch);
    if (!operations || operations->kind != JsonNode::Kind::Array)
        return wrong(PatchTexts::tr("This is no JSON patch: it has to be a list of operations."));
    if (qsizetype(operations->items.size()) > mostOperations)
        return wrong(PatchTexts::tr("The patch has more than %1 operations.").arg(mostOperations));
    return std::move(*operations);
}

tl::unexpected<Error> wrongAt(qsizetype number, const Error &why)
{
    return wrong(PatchTexts::tr("Operation %1 of the patch cannot be done: %2.")
                     .arg(number)
                     .arg(why.message));
}

} // namespace

Result<> checkPatch(std::string_view patch)
{
    const auto operations = operationsOf(patch);
    if (!operations)
        return failure(operations.error());
    qsizetype number = 0;
    for (const JsonNode &each : operations->items) {
        ++number;
        if (const auto operation = operationOf(each); !operation)
            return wrongAt(number, operation.error());
    }
    return {};
}

Result<std::string> patched(std::string_view document, std::string_view patch, Allowed allowed)
{
    const auto root = signing::parseJson(document);
    if (!root)
        return wrong(PatchTexts::tr("The payload is no JSON, so it cannot be patched."));
    const auto operations = operationsOf(patch);
    if (!operations)
        return failure(operations.error());
    Document result(*root);
    qsizetype number = 0;
    for (const JsonNode &each : operations->items) {
        ++number;
        const auto operation = operationOf(each);
        auto applied = operation ? Result<>() : Result<>(failure(operation.error()));
        if (applied && allowed == Allowed::Writes && reads(*operation))
            applied = wrong(PatchTexts::tr("“%1” reads what may be masked; add, remove and replace "
                                           "do not")
                                .arg(textFor(operation->name)));
        if (applied)
            applied = apply(result, *operation);
        if (!applied)
            return wrongAt(number, applied.error());
    }
    auto text = signing::writeJson(result.root(), {});
    if (!text)
        return wrong(PatchTexts::tr("The payload would be over 2 MiB."));
    return std::move(*text);
}

} // namespace gatehouse::patch
