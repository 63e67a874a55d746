#include "services/gateway/normalize/mapping.h"

#include <QCryptographicHash>

namespace gatehouse::gateway {

std::optional<Template::Part> Template::parseHole(std::string_view hole)
{
    constexpr std::string_view headerPrefix = "header:";
    if (hole == "event_type.first")
        return Derived::FirstOfType;
    if (hole == "event_type.last")
        return Derived::LastOfType;
    if (hole == "body.sha256")
        return Derived::BodyHash;
    if (hole == "signed.id")
        return Derived::SignedId;
    if (hole.starts_with(headerPrefix) && hole.size() > headerPrefix.size())
        return Header{std::string(hole.substr(headerPrefix.size()))};
    if (!hole.starts_with('/'))
        return std::nullopt;
    auto pointer = JsonPointer::parse(hole);
    return pointer ? std::optional<Part>(std::move(*pointer)) : std::nullopt;
}

std::optional<Template> Template::parse(std::string_view text)
{
    Template parsed;
    parsed.m_text = text;
    while (!text.empty()) {
        const std::size_t brace = std::min(text.find('{'), text.size());
        if (brace > 0)
            parsed.m_parts.emplace_back(std::string(text.substr(0, brace)));
        text.remove_prefix(brace);
        if (text.empty())
            break;
        const std::size_t end = text.find('}');
        if (end == std::string_view::npos)
            return std::nullopt;
        auto part = parseHole(text.substr(1, end - 1));
        if (!part)
            return std::nullopt;
        parsed.m_parts.push_back(std::move(*part));
        text.remove_prefix(end + 1);
    }
    return parsed;
}

std::optional<std::string> Template::value(const Part &part, const MappingInput &input)
{
    if (const auto *literal = std::get_if<std::string>(&part))
        return *literal;
    if (const auto *pointer = std::get_if<JsonPointer>(&part))
        return input.body.text(*pointer);
    if (const auto *header = std::get_if<Header>(&part))
        return input.header(header->name);
    return derived(std::get<Derived>(part), input);
}

std::string Template::derived(Derived part, const MappingInput &input)
{
    constexpr std::string_view separators = "./";
    switch (part) {
    case Derived::FirstOfType:
        return std::string(input.eventType.substr(0, input.eventType.find_first_of(separators)));
    case Derived::LastOfType:
        return std::string(input.eventType.substr(input.eventType.find_last_of(separators) + 1));
    case Derived::SignedId:
        return std::string(input.signedId);
    case Derived::BodyHash:
        break;
    }
    const QByteArrayView bytes(input.bytes.data(), static_cast<qsizetype>(input.bytes.size()));
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

std::optional<std::string> Template::fill(const MappingInput &input) const
{
    std::string filled;
    for (const Part &part : m_parts) {
        const auto text = value(part, input);
        if (!text || text->empty())
            return std::nullopt;
        filled += *text;
    }
    return filled;
}

} // namespace gatehouse::gateway
