#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gatehouse::gateway {

/// A JSON pointer (RFC 6901), taken apart once.
class JsonPointer
{
public:
    /// Nothing when it is neither empty nor begins with '/', or has a '~' without 0 or 1 after it.
    static std::optional<JsonPointer> parse(std::string_view text);
    const std::vector<std::string> &tokens() const { return m_tokens; }

private:
    std::vector<std::string> m_tokens;
};

/// Finds values in a JSON text without copying it: one pass notes where each value begins and ends.
/// So numbers stay the digits that were sent, and an object can be cut out as its own bytes.
class JsonIndex
{
public:
    /// `validJson` passed findJsonDefect, is at most 4 GiB and outlives the index.
    explicit JsonIndex(std::string_view validJson);

    /// The bytes of the value there; of a key that stands twice the last one. Nothing when absent.
    std::optional<std::string_view> find(const JsonPointer &pointer) const;
    /// The bytes of each element when the text is an array; nothing when it is something else.
    std::optional<std::vector<std::string_view>> elements() const;
    /// A string, decoded, or a number as it was written; nothing for anything else.
    std::optional<std::string> text(const JsonPointer &pointer) const;

private:
    struct Node
    {
        std::uint32_t begin;
        std::uint32_t end;
        std::uint32_t next; ///< index of the node after this one and all that is in it
    };
    bool isKey(const Node &node, std::string_view name) const;
    std::optional<std::size_t> member(std::size_t object, std::string_view name) const;
    std::optional<std::size_t> element(std::size_t array, std::string_view position) const;
    std::optional<std::size_t> child(std::size_t parent, std::string_view token) const;
    std::string_view bytes(const Node &node) const;
    void open(std::size_t at);
    void close(std::size_t at);
    void addScalar(std::size_t begin, std::size_t end);

    std::string_view m_text;
    std::vector<Node> m_nodes; ///< in the order of the text; an object's keys are nodes, too
    std::vector<std::size_t> m_open; ///< used while indexing
};

/// The text of a JSON string literal, quotes included; empty when it is none.
std::string decodedJsonString(std::string_view literal);

} // namespace gatehouse::gateway
