#include "services/privacy/documentwalk.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <map>

namespace gatehouse::privacy {

using signing::JsonNode;

namespace {

bool isString(const JsonNode &scalar)
{
    return scalar.text.starts_with('"');
}

bool isNumber(const JsonNode &scalar)
{
    return scalar.text.find_first_of("-0123456789") == 0;
}

/// The parser lets through what it need not know: words without quotes, escapes that there are not.
bool isSound(const JsonNode &scalar)
{
    if (isString(scalar))
        return scalar.text.size() == 2 || !decoded(scalar.text).empty();
    return isNumber(scalar) || scalar.text == "true" || scalar.text == "false"
        || scalar.text == "null";
}

/// Goes through the scalars of a document, in the order of the text.
class Walk
{
public:
    Walk(std::string_view name, std::string_view json, const VisitScalar &visit)
        : m_json(json)
        , m_visit(visit)
        , m_pointer('/' + std::string(name))
        , m_place(placeOf(m_pointer))
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
        m_pointer.append(1, '/').append(pointerToken(name)).append(suffix);
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
    const VisitScalar &m_visit;
    std::string m_pointer;
    Place m_place;
    std::string m_result;
    std::size_t m_done = 0;
    bool m_isSound = true;
};

} // namespace

std::string pointerToken(std::string_view name)
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

Place placeOf(std::string_view pointer)
{
    Place place;
    while (!pointer.empty()) {
        pointer.remove_prefix(1);
        const std::size_t end = std::min(pointer.find('/'), pointer.size());
        place.push_back(comparable(pointer.substr(0, end)));
        pointer.remove_prefix(end);
    }
    return place;
}

std::string decoded(std::string_view literal)
{
    if (literal.find('\\') == std::string_view::npos)
        return std::string(literal.substr(1, literal.size() - 2));
    const QByteArray list = '[' + QByteArray(literal.data(), qsizetype(literal.size())) + ']';
    return QJsonDocument::fromJson(list).array().at(0).toString().toStdString();
}

bool isText(const JsonNode &scalar)
{
    return isString(scalar) || isNumber(scalar);
}

std::string textOf(const JsonNode &scalar)
{
    return isString(scalar) ? decoded(scalar.text) : std::string(scalar.text);
}

std::optional<std::string> walked(std::string_view name, std::string_view json,
                                  const VisitScalar &visit)
{
    return Walk(name, json, visit).run();
}

} // namespace gatehouse::privacy
