#include "services/privacy/masker.h"

#include "services/core/log.h"
#include "services/signing/jsontext.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <functional>

namespace gatehouse::privacy {

namespace {

using signing::JsonNode;

std::string decoded(std::string_view literal)
{
    if (literal.find('\\') == std::string_view::npos)
        return std::string(literal.substr(1, literal.size() - 2));
    const QByteArray list = '[' + QByteArray(literal.data(), qsizetype(literal.size())) + ']';
    return QJsonDocument::fromJson(list).array().at(0).toString().toStdString();
}

bool isString(const JsonNode &scalar)
{
    return scalar.text.starts_with('"');
}

bool isNumber(const JsonNode &scalar)
{
    return scalar.text.find_first_of("-0123456789") == 0;
}

/// True, false and null say nothing of a person.
bool isText(const JsonNode &scalar)
{
    return isString(scalar) || isNumber(scalar);
}

std::string textOf(const JsonNode &scalar)
{
    return isString(scalar) ? decoded(scalar.text) : std::string(scalar.text);
}

/// The parser lets through what it need not know: words without quotes, escapes that there are not.
bool isSound(const JsonNode &scalar)
{
    if (isString(scalar))
        return scalar.text.size() == 2 || !decoded(scalar.text).empty();
    return isNumber(scalar) || scalar.text == "true" || scalar.text == "false"
        || scalar.text == "null";
}

std::string escaped(std::string_view name)
{
    std::string token;
    for (const char c : name) {
        if (c == '~' || c == '/')
            token.append(c == '~' ? "~0" : "~1");
        else
            token += c;
    }
    return token;
}

/// Goes through the scalars of a document, in the order of the text.
class Walk
{
public:
    /// What stands in the scalar's place; nothing: itself.
    using Visit = std::function<std::optional<std::string>(
        const JsonNode &, const std::string &pointer, const Place &)>;

    Walk(std::string_view name, std::string_view json, Visit visit)
        : m_json(json)
        , m_visit(std::move(visit))
        , m_pointer('/' + std::string(name))
        , m_place{comparable(name)}
    {
    }

    /// Nothing when it is no JSON.
    std::optional<std::string> run()
    {
        const auto root = signing::parseJson(m_json);
        if (!root)
            return std::nullopt;
        go(*root);
        if (!m_isSound)
            return std::nullopt;
        return m_result.append(m_json.substr(m_done));
    }

private:
    void go(const JsonNode &node)
    {
        if (node.kind == JsonNode::Kind::Scalar)
            return scalar(node);
        if (m_place.size() == 1 && m_place.front() == "headers")
            return headers(node);
        if (node.kind == JsonNode::Kind::Object)
            return members(node);
        for (std::size_t i = 0; i < node.items.size(); ++i)
            below(std::to_string(i), node.items[i]);
    }

    /// A name that is repeated has "~#2" behind it, which no pointer has otherwise.
    void members(const JsonNode &object)
    {
        std::map<std::string, int> seen;
        for (std::size_t i = 0; i < object.items.size(); ++i) {
            const std::string name = decoded(object.names[i]);
            const int number = ++seen[name];
            below(name, object.items[i], number == 1 ? "" : "~#" + std::to_string(number));
        }
    }

    /// [["Name", "value"], ...] as if it were {"Name": "value"}; one that is repeated has its
    /// number behind it, from 1 on.
    void headers(const JsonNode &list)
    {
        std::map<std::string, int> seen;
        for (const JsonNode &field : list.items) {
            m_isSound = m_isSound && field.items.size() == 2 && isString(field.items[0]);
            if (!m_isSound)
                return;
            const std::string name = decoded(field.items[0].text);
            const int before = seen[name]++;
            below(name, field.items[1], before == 0 ? "" : '/' + std::to_string(before));
        }
    }

    void below(const std::string &name, const JsonNode &node, const std::string &suffix = {})
    {
        const std::size_t length = m_pointer.size();
        m_pointer.append(1, '/').append(escaped(name)).append(suffix);
        m_place.push_back(comparable(name));
        go(node);
        m_place.pop_back();
        m_pointer.resize(length);
    }

    void scalar(const JsonNode &node)
    {
        m_isSound = m_isSound && isSound(node);
        const auto other = m_visit(node, m_pointer, m_place);
        if (!other)
            return;
        const auto begin = static_cast<std::size_t>(node.text.data() - m_json.data());
        m_result.append(m_json.substr(m_done, begin - m_done)).append(*other);
        m_done = begin + node.text.size();
    }

    std::string_view m_json;
    Visit m_visit;
    std::string m_pointer;
    Place m_place;
    std::string m_result;
    std::size_t m_done = 0;
    bool m_isSound = true;
};

Place placeOf(std::string_view path)
{
    Place place;
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::size_t end = std::min(path.find('/'), path.size());
        place.push_back(comparable(path.substr(0, end)));
        path.remove_prefix(end);
    }
    return place;
}

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
    auto text = Walk(name, json, mask).run();
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
        if (found && isString(*found))
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
        if (isMasked(scalar.text))
            fields.push_back(pointer);
        return std::optional<std::string>();
    };
    if (!Walk(name, json, note).run() && isMasked(json))
        fields = {'/' + std::string(name)};
    return fields;
}

std::optional<std::string> fieldOf(std::string_view name, std::string_view json,
                                   const std::string &pointer)
{
    std::optional<std::string> found;
    Walk walk(name, json, [&](const JsonNode &scalar, const std::string &at, const Place &) {
        if (at == pointer && isText(scalar))
            found = textOf(scalar);
        return std::optional<std::string>();
    });
    const bool isJson = walk.run().has_value();
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
    return Walk(name, json, inClear).run().value_or(std::string(json));
}

} // namespace gatehouse::privacy
