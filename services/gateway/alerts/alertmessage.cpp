#include "services/gateway/alerts/alertmessage.h"

#include "services/core/log.h"
#include "services/signing/base64.h"

#include <QLocale>
#include <QString>
#include <QTimeZone>

#include <boost/json.hpp>

#include <algorithm>

namespace gatehouse::gateway {

namespace {

constexpr std::size_t mostOfAText = 300; ///< characters of what came from elsewhere
constexpr int longestWord = 39; ///< bytes of one encoded word: with its frame below 75
constexpr std::size_t mailLine = 76;

/// One line, and not too long.
std::string plainLine(const std::string &text)
{
    QString line = QString::fromStdString(text).left(mostOfAText);
    for (QChar &c : line) {
        if (!c.isPrint() && !c.isSurrogate())
            c = u' ';
    }
    return line.toStdString();
}

std::string amountOf(double value, const std::string &unit)
{
    const std::string number = QString::number(value, 'g', 6).toStdString();
    return unit.empty() ? number : number + ' ' + unit;
}

std::string upperCase(std::string text)
{
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return std::toupper(c); });
    return text;
}

/// "CRITICAL: Deliveries fail (production)"
std::string headline(const AlertMessage &message)
{
    const std::string kind = message.what == "fired" ? message.severity : message.what;
    const std::string where =
        message.environment.empty() ? "" : " (" + plainLine(message.environment) + ')';
    return upperCase(kind) + ": " + plainLine(message.rule) + where;
}

/// What the value is of.
std::string valueName(const std::string &kind)
{
    if (kind == "dead_letter_group")
        return "Open letters";
    if (kind == "bad_signatures")
        return "Refused requests";
    if (kind == "secret_overdue")
        return "Overdue for";
    if (kind == "breaker_opened")
        return "Workers that gave it up";
    return kind == "budget" ? "Used" : "Value";
}

std::vector<std::string> lines(const AlertMessage &message)
{
    std::vector<std::string> all{plainLine(message.subject)};
    if (message.what == "test")
        return all;
    std::string value = valueName(message.kind) + ": " + amountOf(message.value, message.unit);
    if (message.threshold)
        value += " (threshold " + amountOf(*message.threshold, message.unit) + ')';
    all.push_back(value);
    if (message.tenant)
        all.push_back("Tenant: " + plainLine(*message.tenant));
    all.push_back("Since: " + toRfc3339(message.firedAt));
    if (message.what == "resolved" && message.resolvedAt)
        all.push_back("Until: " + toRfc3339(*message.resolvedAt));
    return all;
}

/// As Slack wants it: everything else is text then.
std::string slackText(const std::string &text)
{
    std::string escaped;
    for (const char c : text)
        escaped += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return escaped;
}

bool isAscii(const std::string &text)
{
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// RFC 2047, in words of whole characters.
std::string encodedHeader(const std::string &text)
{
    if (isAscii(text) && text.size() < mailLine - 10 && text.find("=?") == std::string::npos)
        return text;
    std::string words, word;
    const auto end = [&] {
        words +=
            (words.empty() ? "=?UTF-8?B?" : "\r\n =?UTF-8?B?") + signing::toBase64(word) + "?=";
        word.clear();
    };
    for (const char c : text) {
        const bool beginsCharacter = (static_cast<unsigned char>(c) & 0xc0) != 0x80;
        if (beginsCharacter && word.size() > longestWord - 4)
            end();
        word += c;
    }
    end();
    return words;
}

/// RFC 5322, 3.3
std::string mailDate(Timestamp time)
{
    const auto seconds = std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
    const QDateTime moment = QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::utc());
    return (QLocale::c().toString(moment, QStringLiteral("ddd, d MMM yyyy HH:mm:ss"))
            + QStringLiteral(" +0000"))
        .toStdString();
}

std::string messageId(const AlertMessage &message, const std::string &from)
{
    const Uuid id = message.notice.isNull() ? randomUuid() : message.notice;
    return '<' + id.toString() + from.substr(from.rfind('@')) + '>';
}

std::string joined(const std::vector<std::string> &parts, const std::string &between)
{
    std::string all;
    for (const std::string &part : parts)
        all += (all.empty() ? "" : between) + part;
    return all;
}

std::string foldedBase64(const std::string &text)
{
    const std::string encoded = signing::toBase64(text);
    std::string folded;
    for (std::size_t at = 0; at < encoded.size(); at += mailLine)
        folded += encoded.substr(at, mailLine) + "\r\n";
    return folded;
}

} // namespace

AlertMessage testMessage(const std::string &environment, Timestamp now)
{
    AlertMessage message;
    message.environment = environment;
    message.what = "test";
    message.rule = "Gatehouse can reach this channel";
    message.subject = "Somebody tried whether alerts arrive here. Nothing is wrong.";
    message.firedAt = now;
    return message;
}

std::string slackBody(const AlertMessage &message)
{
    const std::string text = headline(message) + '\n' + joined(lines(message), "\n");
    return boost::json::serialize(
        boost::json::object{{"text", slackText(text)}, {"mrkdwn", false}});
}

std::string mailText(const AlertMessage &message, const MailHead &head)
{
    const std::vector<std::string> headers{"From: Gatehouse <" + head.from + '>',
                                           "To: " + joined(head.to, ",\r\n "),
                                           "Subject: " + encodedHeader(headline(message)),
                                           "Date: " + mailDate(head.date),
                                           "Message-ID: " + messageId(message, head.from),
                                           "MIME-Version: 1.0",
                                           "Content-Type: text/plain; charset=UTF-8",
                                           "Content-Transfer-Encoding: base64",
                                           "Auto-Submitted: auto-generated"};
    const std::string body =
        headline(message) + "\r\n\r\n" + joined(lines(message), "\r\n") + "\r\n";
    return joined(headers, "\r\n") + "\r\n\r\n" + foldedBase64(body);
}

} // namespace gatehouse::gateway
