#include "services/gateway/normalize/jsonindex.h"

#include <boost/json/parse.hpp>

#include <charconv>

namespace gatehouse::gateway {

namespace {

/// The end of the string whose quote is at `begin`.
std::size_t endOfString(std::string_view text, std::size_t begin)
{
    std::size_t at = begin + 1;
    while (text[at] != '"')
        at += text[at] == '\\' ? 2 : 1;
    return at + 1;
}

std::optional<std::string> unescaped(std::string_view token)
{
    std::string plain;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            plain += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1'))
            return std::nullopt;
        plain += token[i] == '0' ? '~' : '/';
    }
    return plain;
}

} // namespace

std::optional<JsonPointer> JsonPointer::parse(std::string_view text)
{
    JsonPointer pointer;
    while (!text.empty()) {
        if (text.front() != '/')
            return std::nullopt;
        text.remove_prefix(1);
        const std::size_t slash = std::min(text.find('/'), text.size());
        auto token = unescaped(text.substr(0, slash));
        if (!token)
            return std::nullopt;
        pointer.m_tokens.push_back(std::move(*token));
        text.remove_prefix(slash);
    }
    return pointer;
}

JsonIndex::JsonIndex(std::string_view validJson)
    : m_text(validJson)
{
    m_nodes.reserve(validJson.size() / 16 + 1);
    std::size_t at = 0;
    while (at < validJson.size()) {
        const char c = validJson[at];
        std::size_t end = at + 1;
        if (c == '{' || c == '[') {
            open(at);
        } else if (c == '}' || c == ']') {
            close(end);
        } else if (c == '"') {
            end = endOfString(validJson, at);
            addScalar(at, end);
        } else if (std::string_view(" \t\r\n,:").find(c) == std::string_view::npos) {
            end = std::min(validJson.find_first_of(" \t\r\n,]}", at), validJson.size());
            addScalar(at, end);
        }
        at = end;
    }
}

void JsonIndex::open(std::size_t at)
{
    m_open.push_back(m_nodes.size());
    m_nodes.push_back({static_cast<std::uint32_t>(at), 0, 0});
}

void JsonIndex::close(std::size_t at)
{
    Node &node = m_nodes[m_open.back()];
    m_open.pop_back();
    node.end = static_cast<std::uint32_t>(at);
    node.next = static_cast<std::uint32_t>(m_nodes.size());
}

void JsonIndex::addScalar(std::size_t begin, std::size_t end)
{
    m_nodes.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end),
                       static_cast<std::uint32_t>(m_nodes.size() + 1)});
}

std::string_view JsonIndex::bytes(const Node &node) const
{
    return m_text.substr(node.begin, node.end - node.begin);
}

bool JsonIndex::isKey(const Node &node, std::string_view name) const
{
    const std::string_view literal = bytes(node);
    if (literal.find('\\') == std::string_view::npos)
        return literal.substr(1, literal.size() - 2) == name;
    return decodedJsonString(literal) == name;
}

std::optional<std::size_t> JsonIndex::member(std::size_t object, std::string_view name) const
{
    std::optional<std::size_t> found;
    std::size_t key = object + 1;
    while (key < m_nodes[object].next) {
        if (isKey(m_nodes[key], name))
            found = key + 1;
        key = m_nodes[key + 1].next;
    }
    return found;
}

std::optional<std::size_t> JsonIndex::element(std::size_t array, std::string_view position) const
{
    std::size_t wanted = 0;
    const char *end = position.data() + position.size();
    const auto [stop, problem] = std::from_chars(position.data(), end, wanted);
    if (problem != std::errc{} || stop != end)
        return std::nullopt;
    std::size_t node = array + 1;
    while (node < m_nodes[array].next && wanted-- > 0)
        node = m_nodes[node].next;
    return node < m_nodes[array].next ? std::optional(node) : std::nullopt;
}

std::optional<std::size_t> JsonIndex::child(std::size_t parent, std::string_view token) const
{
    switch (m_text[m_nodes[parent].begin]) {
    case '{':
        return member(parent, token);
    case '[':
        return element(parent, token);
    default:
        return std::nullopt;
    }
}

std::optional<std::string_view> JsonIndex::find(const JsonPointer &pointer) const
{
    if (m_nodes.empty())
        return std::nullopt;
    std::size_t node = 0;
    for (const std::string &token : pointer.tokens()) {
        const auto next = child(node, token);
        if (!next)
            return std::nullopt;
        node = *next;
    }
    return bytes(m_nodes[node]);
}

std::optional<std::vector<std::string_view>> JsonIndex::elements() const
{
    if (m_nodes.empty() || m_text[m_nodes.front().begin] != '[')
        return std::nullopt;
    std::vector<std::string_view> elements;
    for (std::size_t node = 1; node < m_nodes.front().next; node = m_nodes[node].next)
        elements.push_back(bytes(m_nodes[node]));
    return elements;
}

std::optional<std::string> JsonIndex::text(const JsonPointer &pointer) const
{
    const auto value = find(pointer);
    if (!value)
        return std::nullopt;
    const char first = value->front();
    if (first == '"')
        return decodedJsonString(*value);
    if (first == '-' || (first >= '0' && first <= '9'))
        return std::string(*value);
    return std::nullopt;
}

std::string decodedJsonString(std::string_view literal)
{
    if (literal.find('\\') == std::string_view::npos)
        return std::string(literal.substr(1, literal.size() - 2));
    boost::json::error_code error;
    const boost::json::value value =
        boost::json::parse(boost::json::string_view(literal.data(), literal.size()), error);
    if (error || !value.is_string())
        return {};
    const boost::json::string &text = value.get_string();
    return {text.data(), text.size()};
}

} // namespace gatehouse::gateway
