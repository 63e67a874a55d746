#include "services/core/log.h"
#include "services/patch/jsonpatch.h"
#include "services/privacy/documentwalk.h"
#include "services/signing/jsonwriter.h"

#include <algorithm>
#include <map>

namespace gatehouse::patch {

namespace {

using signing::JsonNode;
using Kind = Change::Kind;

/// By decoded name, in the order of names.
using Members = std::map<std::string, const JsonNode *>;

/// Nothing when a name is there twice: then no pointer says which is meant.
std::optional<Members> membersOf(const JsonNode &object)
{
    Members members;
    for (std::size_t i = 0; i < object.items.size(); ++i)
        members.emplace(privacy::decoded(object.names[i]), &object.items[i]);
    return members.size() == object.items.size() ? std::optional(std::move(members)) : std::nullopt;
}

bool isSameScalar(const JsonNode &left, const JsonNode &right)
{
    if (left.text == right.text)
        return true;
    return left.text.starts_with('"') && right.text.starts_with('"')
        && privacy::decoded(left.text) == privacy::decoded(right.text);
}

std::string asJson(const JsonNode &node)
{
    return signing::writeJson(node, {}).value_or(std::string());
}

bool isSameValue(const JsonNode &left, const JsonNode &right)
{
    if (left.kind != right.kind || left.items.size() != right.items.size())
        return false;
    if (left.kind == JsonNode::Kind::Scalar)
        return isSameScalar(left, right);
    if (left.kind == JsonNode::Kind::Array)
        return std::equal(left.items.begin(), left.items.end(), right.items.begin(), isSameValue);
    const auto leftMembers = membersOf(left);
    const auto rightMembers = membersOf(right);
    if (!leftMembers || !rightMembers)
        return asJson(left) == asJson(right);
    return std::equal(leftMembers->begin(), leftMembers->end(), rightMembers->begin(),
                      [](const auto &one, const auto &other) {
                          return one.first == other.first
                              && isSameValue(*one.second, *other.second);
                      });
}

class Finder
{
public:
    std::vector<Change> take() { return std::move(m_changes); }

    void compare(const std::string &pointer, const JsonNode &left, const JsonNode &right)
    {
        const bool isAlike = left.kind == right.kind;
        if (isAlike && left.kind == JsonNode::Kind::Array)
            return compareItems(pointer, left, right);
        const bool isObject = isAlike && left.kind == JsonNode::Kind::Object;
        const auto leftMembers = isObject ? membersOf(left) : std::nullopt;
        const auto rightMembers = isObject ? membersOf(right) : std::nullopt;
        if (leftMembers && rightMembers)
            compareMembers(pointer, *leftMembers, *rightMembers);
        else if (!isSameValue(left, right))
            m_changes.push_back({Kind::Replaced, pointer, asJson(left), asJson(right)});
    }

private:
    void compareMembers(const std::string &pointer, const Members &left, const Members &right)
    {
        for (const auto &[name, value] : left) {
            const std::string below = pointer + '/' + privacy::pointerToken(name);
            const auto other = right.find(name);
            if (other == right.end())
                m_changes.push_back({Kind::Removed, below, asJson(*value), {}});
            else
                compare(below, *value, *other->second);
        }
        for (const auto &[name, value] : right) {
            if (!left.contains(name))
                m_changes.push_back(
                    {Kind::Added, pointer + '/' + privacy::pointerToken(name), {}, asJson(*value)});
        }
    }

    void compareItems(const std::string &pointer, const JsonNode &left, const JsonNode &right)
    {
        const auto &before = left.items;
        const auto &after = right.items;
        const std::size_t shorter = std::min(before.size(), after.size());
        std::size_t start = 0;
        while (start < shorter && isSameValue(before[start], after[start]))
            ++start;
        std::size_t end = 0;
        while (end < shorter - start
               && isSameValue(before[before.size() - 1 - end], after[after.size() - 1 - end]))
            ++end;
        const auto at = [&](std::size_t index) { return pointer + '/' + std::to_string(index); };
        for (std::size_t i = start; i < shorter - end; ++i)
            compare(at(i), before[i], after[i]);
        for (std::size_t i = before.size() - end; i > shorter - end; --i) // the last one first
            m_changes.push_back({Kind::Removed, at(i - 1), asJson(before[i - 1]), {}});
        for (std::size_t i = shorter - end; i < after.size() - end; ++i)
            m_changes.push_back({Kind::Added, at(i), {}, asJson(after[i])});
    }

    std::vector<Change> m_changes;
};

const char *operationOf(Kind kind)
{
    return kind == Kind::Added ? "add" : kind == Kind::Removed ? "remove" : "replace";
}

} // namespace

std::optional<std::vector<Change>> changesBetween(std::string_view left, std::string_view right)
{
    const auto before = signing::parseJson(left);
    const auto after = signing::parseJson(right);
    if (!before || !after)
        return std::nullopt;
    Finder finder;
    finder.compare({}, *before, *after);
    return finder.take();
}

std::string patchOf(const std::vector<Change> &changes)
{
    std::string patch = "[";
    for (const Change &change : changes) {
        patch += patch.size() > 1 ? R"(,{"op":")" : R"({"op":")";
        patch += operationOf(change.kind);
        patch += R"(","path":)" + jsonQuoted(change.pointer);
        if (change.kind != Kind::Removed)
            patch += R"(,"value":)" + change.after;
        patch += '}';
    }
    return patch + ']';
}

} // namespace gatehouse::patch
