#include "services/privacy/masker.h"

#include "services/core/log.h"
#include "services/privacy/documentwalk.h"

#include <algorithm>

namespace gatehouse::privacy {

namespace {

using signing::JsonNode;

} // namespace

Masker Masker::withRules(std::vector<MaskingRule> added)
{
    Masker masker;
    masker.m_added = std::move(added);
    masker.m_isOn = true;
    return masker;
}

std::string Masker::valueAt(const Owner &owner, const Place &place, std::string_view text) const
{
    for (const auto *rules : {&m_added, &builtInRules()}) {
        for (const MaskingRule &rule : *rules) {
            if (rule.matches(owner, place, text))
                return masked(rule.kind(), text);
        }
    }
    return maskedByLook(text);
}

bool Masker::hides(std::string_view path) const
{
    if (!m_isOn)
        return false;
    const Place place = placeOf(path);
    for (const auto *rules : {&m_added, &builtInRules()}) {
        for (const MaskingRule &rule : *rules) {
            if (!rule.isOf(place))
                continue;
            if (rule.kind() != MaskKind::Keep)
                return true;
            if (rule.isForAll())
                return false;
        }
    }
    return false;
}

bool Masker::hidesValue(std::string_view text) const
{
    return m_isOn && std::any_of(m_added.begin(), m_added.end(), [&](const MaskingRule &rule) {
               return rule.kind() != MaskKind::Keep && rule.isLike(text);
           });
}

std::string Masker::value(const Owner &owner, std::string_view path, std::string_view text) const
{
    return m_isOn && !text.empty() ? valueAt(owner, placeOf(path), text) : std::string(text);
}

MaskedDocument Masker::document(const Owner &owner, std::string_view name,
                                std::string_view json) const
{
    MaskedDocument result;
    if (!m_isOn || json.empty()) {
        result.text = json;
        return result;
    }
    const auto mask = [&](const JsonNode &scalar, const std::string &pointer,
                          const Place &place) -> std::optional<std::string> {
        if (!isText(scalar))
            return std::nullopt;
        const std::string text = textOf(scalar);
        const std::string shown = valueAt(owner, place, text);
        if (shown == text)
            return std::nullopt;
        result.fields.push_back(pointer);
        return jsonQuoted(shown);
    };
    auto text = walked(name, json, mask);
    if (!text)
        result.fields = {'/' + std::string(name)};
    result.text = text ? std::move(*text) : std::string(dots);
    return result;
}

std::string Masker::anyText(const Owner &owner, std::string_view name, std::string_view text) const
{
    if (!m_isOn)
        return std::string(text);
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool looksLikeJson = first < text.size() && (text[first] == '{' || text[first] == '[');
    return looksLikeJson ? document(owner, name, text).text : maskedByLook(text);
}

Owner ownerOfRow(std::string_view json)
{
    Owner owner;
    const auto row = signing::parseJson(json);
    if (!row)
        return owner;
    for (auto [name, text] :
         {std::pair("source", &owner.source), std::pair("tenant", &owner.tenant)}) {
        const JsonNode *found = signing::member(*row, name);
        if (found && found->text.starts_with('"'))
            *text = decoded(found->text);
    }
    return owner;
}

std::string maskedRow(const Masker &masker, std::string_view json)
{
    return masker.isOn() ? masker.document(ownerOfRow(json), "event", json).text
                         : std::string(json);
}

std::vector<std::string> maskedFields(std::string_view name, std::string_view json)
{
    std::vector<std::string> fields;
    const auto note = [&](const JsonNode &scalar, const std::string &pointer, const Place &) {
        if (isMasked(isText(scalar) ? textOf(scalar) : std::string(scalar.text)))
            fields.push_back(pointer);
        return std::optional<std::string>();
    };
    if (!walked(name, json, note) && isMasked(json))
        fields = {'/' + std::string(name)};
    return fields;
}

std::optional<std::string> fieldOf(std::string_view name, std::string_view json,
                                   const std::string &pointer)
{
    std::optional<std::string> found;
    const auto look = [&](const JsonNode &scalar, const std::string &at, const Place &) {
        if (at == pointer && isText(scalar))
            found = textOf(scalar);
        return std::optional<std::string>();
    };
    const bool isJson = walked(name, json, look).has_value();
    if (!isJson && pointer == '/' + std::string(name))
        return std::string(json);
    return found;
}

std::string withFields(std::string_view name, std::string_view json,
                       const std::map<std::string, std::string> &fields)
{
    if (const auto whole = fields.find('/' + std::string(name)); whole != fields.end())
        return whole->second;
    const auto inClear = [&](const JsonNode &, const std::string &at, const Place &) {
        const auto found = fields.find(at);
        return found == fields.end() ? std::nullopt : std::optional(jsonQuoted(found->second));
    };
    return walked(name, json, inClear).value_or(std::string(json));
}

} // namespace gatehouse::privacy
