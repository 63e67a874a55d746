#include "services/signing/jsontext.h"

#include <algorithm>

namespace gatehouse::signing {

namespace {

constexpr std::size_t deepestJson = 128;
constexpr std::string_view jsonBlanks = " \t\r\n";

/// Reads one value after the other from the front of the text.
class JsonReader
{
public:
    explicit JsonReader(std::string_view text)
        : m_text(text)
    {
    }

    std::optional<JsonNode> document()
    {
        auto node = value(0);
        skipBlanks();
        return m_text.empty() ? node : std::nullopt;
    }

private:
    void skipBlanks()
    {
        m_text.remove_prefix(std::min(m_text.find_first_not_of(jsonBlanks), m_text.size()));
    }

    bool take(char expected)
    {
        skipBlanks();
        if (!m_text.starts_with(expected))
            return false;
        m_text.remove_prefix(1);
        return true;
    }

    std::string_view takeFront(std::size_t size)
    {
        const std::string_view front = m_text.substr(0, size);
        m_text.remove_prefix(size);
        return front;
    }

    std::optional<std::string_view> string()
    {
        skipBlanks();
        if (!m_text.starts_with('"'))
            return std::nullopt;
        std::size_t at = 1;
        while (at < m_text.size() && m_text[at] != '"')
            at += m_text[at] == '\\' ? 2 : 1;
        if (at >= m_text.size())
            return std::nullopt;
        return takeFront(at + 1);
    }

    std::optional<JsonNode> scalar()
    {
        JsonNode node;
        if (m_text.starts_with('"')) {
            const auto text = string();
            node.text = text.value_or("");
        } else {
            const std::size_t end = m_text.find_first_not_of("+-.0123456789Eaeflnrstu");
            node.text = takeFront(std::min(end, m_text.size()));
        }
        if (node.text.empty())
            return std::nullopt;
        return node;
    }

    std::optional<JsonNode> value(std::size_t depth)
    {
        skipBlanks();
        if (depth > deepestJson)
            return std::nullopt;
        if (take('{'))
            return container(JsonNode::Kind::Object, '}', depth);
        if (take('['))
            return container(JsonNode::Kind::Array, ']', depth);
        return scalar();
    }

    bool addItem(JsonNode &node, std::size_t depth)
    {
        if (node.kind == JsonNode::Kind::Object) {
            const auto name = string();
            if (!name || !take(':'))
                return false;
            node.names.push_back(*name);
        }
        auto item = value(depth + 1);
        if (!item)
            return false;
        node.items.push_back(std::move(*item));
        return true;
    }

    std::optional<JsonNode> container(JsonNode::Kind kind, char end, std::size_t depth)
    {
        JsonNode node;
        node.kind = kind;
        if (take(end))
            return node;
        do {
            if (!addItem(node, depth))
                return std::nullopt;
        } while (take(','));
        if (!take(end))
            return std::nullopt;
        return node;
    }

    std::string_view m_text;
};

std::string_view withoutQuotes(std::string_view text)
{
    return text.size() >= 2 && text.starts_with('"') ? text.substr(1, text.size() - 2)
                                                     : std::string_view();
}

} // namespace

std::optional<JsonNode> parseJson(std::string_view text)
{
    return JsonReader(text).document();
}

const JsonNode *member(const JsonNode &object, std::string_view name)
{
    for (std::size_t i = object.names.size(); i > 0; --i) {
        if (withoutQuotes(object.names[i - 1]) == name)
            return &object.items[i - 1];
    }
    return nullptr;
}

std::string_view jsonText(const JsonNode &node)
{
    return withoutQuotes(node.text);
}

} // namespace gatehouse::signing
