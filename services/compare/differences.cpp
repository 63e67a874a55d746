#include "services/compare/differences.h"

#include <boost/json.hpp>

#include <algorithm>
#include <optional>

namespace gatehouse::compare {

namespace json = boost::json;
using Kind = Difference::Kind;

namespace {

constexpr std::size_t deepest = 64;

std::optional<json::value> parsed(const QByteArray &bytes)
{
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code bad;
    json::value value =
        json::parse(json::string_view(bytes.data(), std::size_t(bytes.size())), bad, {}, options);
    return bad ? std::nullopt : std::optional(std::move(value));
}

double asDouble(const json::value &number)
{
    return number.to_number<double>();
}

/// Boost tells 1 from 1.0; JSON does not.
bool isAlike(const json::value &left, const json::value &right)
{
    const bool isMixed =
        left.is_number() && right.is_number() && left.is_double() != right.is_double();
    return isMixed ? asDouble(left) == asDouble(right) : left == right;
}

QString written(const json::value &value)
{
    return QString::fromStdString(json::serialize(value));
}

QString textOf(json::string_view text)
{
    return QString::fromUtf8(text.data(), qsizetype(text.size()));
}

/// A name that is a word follows a dot; every other one is quoted in brackets.
QString memberPath(const QString &path, json::string_view name)
{
    const bool isWord = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
        return c == '_' || c == '-' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z')
            || (c >= 'A' && c <= 'Z');
    });
    if (isWord)
        return path.isEmpty() ? textOf(name) : path + u'.' + textOf(name);
    return path + QStringLiteral("[\"") + textOf(name) + QStringLiteral("\"]");
}

QString itemPath(const QString &path, std::size_t index)
{
    return QStringLiteral("%1[%2]").arg(path).arg(index);
}

class Comparer
{
public:
    Comparison take() { return std::move(m_found); }

    void compare(const QString &path, const json::value &left, const json::value &right)
    {
        if (left.is_object() && right.is_object())
            compareMembers(path, left.get_object(), right.get_object());
        else if (left.is_array() && right.is_array())
            compareItems(path, left.get_array(), right.get_array());
        else if (isAlike(left, right))
            add({Kind::Same, path, written(left), written(right)});
        else
            add({Kind::Changed, path, written(left), written(right)});
    }

    void add(const Difference &value)
    {
        if (m_found.values.size() < mostValues)
            m_found.values += value;
        else
            m_found.isCut = true;
    }

private:
    void compareMembers(const QString &path, const json::object &left, const json::object &right)
    {
        if (left.empty() && right.empty())
            add({Kind::Same, path, QStringLiteral("{}"), QStringLiteral("{}")});
        for (const auto &member : left) {
            const QString below = memberPath(path, member.key());
            if (const auto *other = right.if_contains(member.key()))
                compare(below, member.value(), *other);
            else
                addOne(Kind::LeftOnly, below, member.value());
        }
        for (const auto &member : right) {
            if (!left.contains(member.key()))
                addOne(Kind::RightOnly, memberPath(path, member.key()), member.value());
        }
    }

    void compareItems(const QString &path, const json::array &left, const json::array &right)
    {
        if (left.empty() && right.empty())
            add({Kind::Same, path, QStringLiteral("[]"), QStringLiteral("[]")});
        const std::size_t shorter = std::min(left.size(), right.size());
        std::size_t start = 0;
        while (start < shorter && left[start] == right[start])
            ++start;
        std::size_t end = 0;
        while (end < shorter - start
               && left[left.size() - 1 - end] == right[right.size() - 1 - end])
            ++end;
        for (std::size_t i = 0; i < start; ++i)
            compare(itemPath(path, i), left[i], right[i]);
        compareMiddle(path, left, right, start, end);
        for (std::size_t i = left.size() - end; i < left.size(); ++i)
            compare(itemPath(path, i), left[i], right[i + right.size() - left.size()]);
    }

    /// Between `start` items that are alike before and `end` behind.
    void compareMiddle(const QString &path, const json::array &left, const json::array &right,
                       std::size_t start, std::size_t end)
    {
        const std::size_t leftEnd = left.size() - end;
        const std::size_t rightEnd = right.size() - end;
        const std::size_t paired = std::min(leftEnd, rightEnd);
        for (std::size_t i = start; i < paired; ++i)
            compare(itemPath(path, i), left[i], right[i]);
        for (std::size_t i = std::max(start, paired); i < leftEnd; ++i)
            addOne(Kind::LeftOnly, itemPath(path, i), left[i]);
        for (std::size_t i = std::max(start, paired); i < rightEnd; ++i)
            addOne(Kind::RightOnly, itemPath(path, i), right[i]);
    }

    void addOne(Kind kind, const QString &path, const json::value &value)
    {
        const bool isLeft = kind == Kind::LeftOnly;
        add({kind, path, isLeft ? written(value) : QString(), isLeft ? QString() : written(value)});
    }

    Comparison m_found;
};

Difference ofTexts(const QString &name, const QByteArray &left, const QByteArray &right)
{
    const Kind kind = left == right ? Kind::Same
        : left.isEmpty()            ? Kind::RightOnly
        : right.isEmpty()           ? Kind::LeftOnly
                                    : Kind::Changed;
    return {kind, name, QString::fromUtf8(left), QString::fromUtf8(right)};
}

} // namespace

Comparison compared(const QString &name, const QByteArray &left, const QByteArray &right)
{
    Comparer comparer;
    const auto leftValue = parsed(left);
    const auto rightValue = parsed(right);
    if (leftValue && rightValue)
        comparer.compare(name, *leftValue, *rightValue);
    else
        comparer.add(ofTexts(name, left, right));
    return comparer.take();
}

} // namespace gatehouse::compare
