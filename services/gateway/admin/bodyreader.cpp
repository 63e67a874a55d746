#include "services/gateway/admin/bodyreader.h"

#include <QLocale>

#include <boost/json.hpp>

#include <algorithm>
#include <set>

namespace gatehouse::gateway::admin {

namespace {

constexpr std::size_t longestMemberName = 60;

bool isControl(char c)
{
    return static_cast<unsigned char>(c) < 0x20 || c == '\x7f';
}

/// "0.5" or "1000000000000000", wherever the process runs.
std::string numberText(double number)
{
    return QString::number(number, 'f', QLocale::FloatingPointShortest).toStdString();
}

} // namespace

BodyReader::BodyReader(const boost::json::object &body,
                       std::initializer_list<std::string_view> known, std::string prefix)
    : m_body(body)
    , m_prefix(std::move(prefix))
{
    for (const auto &member : body) {
        const std::string_view name(member.key().data(), member.key().size());
        const bool isReason = m_prefix.empty() && name == "reason";
        if (!isReason && std::find(known.begin(), known.end(), name) == known.end())
            refuse(name.substr(0, longestMemberName), "is not known here.");
    }
}

const boost::json::value *BodyReader::find(std::string_view name) const
{
    const auto *value = m_body.if_contains(boost::json::string_view(name.data(), name.size()));
    return value && !value->is_null() ? value : nullptr;
}

/// Nothing when it is no text of that length without control characters.
std::optional<std::string> BodyReader::textOf(const boost::json::value &value, std::size_t longest)
{
    const auto *text = value.if_string();
    if (!text || text->empty() || text->size() > longest
        || std::any_of(text->begin(), text->end(), isControl))
        return std::nullopt;
    return std::string(text->data(), text->size());
}

bool BodyReader::has(std::string_view name) const
{
    return find(name) != nullptr;
}

void BodyReader::refuse(std::string_view name, std::string_view why)
{
    if (m_refusal)
        return;
    m_refusal =
        http::problem(400, "field_invalid",
                      "The field '" + m_prefix + std::string(name) + "' " + std::string(why));
}

std::string BodyReader::text(std::string_view name, std::size_t longest)
{
    if (!has(name))
        refuse(name, "is missing.");
    return textIfAny(name, longest).value_or("");
}

std::optional<std::string> BodyReader::textIfAny(std::string_view name, std::size_t longest)
{
    const boost::json::value *value = find(name);
    if (!value)
        return std::nullopt;
    auto text = textOf(*value, longest);
    if (!text)
        refuse(name,
               "must be a text of 1 to " + std::to_string(longest)
                   + " bytes without control characters.");
    return text;
}

std::optional<std::vector<std::string>> BodyReader::textsIfAny(std::string_view name,
                                                               std::size_t longest,
                                                               std::size_t most)
{
    const boost::json::value *value = find(name);
    if (!value)
        return std::nullopt;
    std::set<std::string> texts;
    const boost::json::array *list = value->if_array();
    bool isGood = list && !list->empty() && list->size() <= most;
    for (std::size_t i = 0; isGood && i < list->size(); ++i) {
        const auto text = textOf(list->at(i), longest);
        isGood = text && texts.insert(*text).second;
    }
    if (!isGood)
        refuse(name,
               "must be a list of 1 to " + std::to_string(most)
                   + " different texts; leave it out for all that there are.");
    return std::vector<std::string>(texts.begin(), texts.end());
}

std::string BodyReader::choice(std::string_view name, std::span<const std::string_view> choices)
{
    const boost::json::value *value = find(name);
    const auto *text = value ? value->if_string() : nullptr;
    const std::string_view given =
        text ? std::string_view(text->data(), text->size()) : std::string_view();
    if (std::find(choices.begin(), choices.end(), given) != choices.end())
        return std::string(given);
    std::string list;
    for (const std::string_view choice : choices)
        list.append(list.empty() ? "" : ", ").append(choice);
    refuse(name, "must be one of: " + list + '.');
    return {};
}

std::int64_t BodyReader::number(std::string_view name, std::int64_t lowest, std::int64_t highest,
                                std::int64_t otherwise)
{
    const boost::json::value *value = find(name);
    if (!value)
        return otherwise;
    boost::system::error_code error;
    const auto number = value->is_number() ? value->to_number<std::int64_t>(error) : lowest - 1;
    if (!error && number >= lowest && number <= highest)
        return number;
    refuse(name,
           "must be a whole number from " + std::to_string(lowest) + " to "
               + std::to_string(highest) + '.');
    return otherwise;
}

double BodyReader::decimal(std::string_view name, double lowest, double highest, double otherwise)
{
    const boost::json::value *value = find(name);
    return value ? decimalOf(*value, name, lowest, highest, otherwise) : otherwise;
}

double BodyReader::decimalOf(const boost::json::value &value, std::string_view name, double lowest,
                             double highest, double otherwise)
{
    boost::system::error_code error;
    const double number = value.is_number() ? value.to_number<double>(error) : lowest - 1;
    if (!error && number >= lowest && number <= highest)
        return number;
    refuse(name,
           "must be a number from " + numberText(lowest) + " to " + numberText(highest) + '.');
    return otherwise;
}

bool BodyReader::flag(std::string_view name)
{
    const boost::json::value *value = find(name);
    if (value && !value->is_bool())
        refuse(name, "must be true or false.");
    return value && value->is_bool() && value->as_bool();
}

const boost::json::object *BodyReader::object(std::string_view name)
{
    const boost::json::value *value = find(name);
    if (value && !value->is_object())
        refuse(name, "must be an object.");
    return value ? value->if_object() : nullptr;
}

} // namespace gatehouse::gateway::admin
