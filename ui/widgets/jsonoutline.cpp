#include "ui/widgets/jsonoutline.h"

#include "services/core/documentpath.h"
#include "ui/widgets/coderows.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace gatehouse::widgets {

namespace {

/// Without quotes and escapes.
QString plainString(QStringView quoted)
{
    const QByteArray list = '[' + quoted.toUtf8() + ']';
    return QJsonDocument::fromJson(list).array().at(0).toString();
}

/// Behind `"name": `; 0 in a list.
qsizetype startOfValue(QStringView line)
{
    const QList<TokenSpan> tokens = jsonTokens(line);
    if (tokens.isEmpty() || tokens.first().token != CodeToken::Key)
        return 0;
    qsizetype at = tokens.first().length;
    while (at < line.size() && (line[at] == u':' || line[at] == u' '))
        ++at;
    return at;
}

bool isPlainName(const QString &name)
{
    static const QRegularExpression form(QStringLiteral("\\A[^\\s.\\[\\]\"=]+\\z"));
    return form.match(name).hasMatch();
}

} // namespace

JsonOutline::JsonOutline(const CodeDocument &document)
    : m_document(document)
    , m_ends(document.lines.size())
{
    std::vector<quint32> open;
    for (quint32 line = 0; line < m_ends.size(); ++line) {
        m_ends[line] = line;
        if (closes(line) && !open.empty()) {
            m_ends[open.back()] = line;
            open.pop_back();
        }
        const QStringView text = textOf(line);
        if (text.endsWith(u'{') || text.endsWith(u'['))
            open.push_back(line);
    }
}

QStringView JsonOutline::textOf(quint32 line) const
{
    const CodeDocument::Line &found = m_document.lines[line];
    return QStringView(m_document.text).sliced(found.start, found.length + found.cut);
}

bool JsonOutline::closes(quint32 line) const
{
    const QStringView text = textOf(line);
    return text.startsWith(u'}') || text.startsWith(u']');
}

bool JsonOutline::isList(quint32 line) const
{
    return opens(line) && textOf(line).endsWith(u'[');
}

int JsonOutline::membersOf(quint32 line) const
{
    int members = 0;
    for (quint32 member = line + 1; member < m_ends[line]; member = m_ends[member] + 1)
        ++members;
    return members;
}

quint32 JsonOutline::parentOf(quint32 line) const
{
    const quint32 depth = m_document.lines[line].depth;
    for (quint32 before = line; before-- > 0;) {
        const bool isOwn = closes(line) && m_ends[before] == line;
        if (isOwn || (m_document.lines[before].depth < depth && opens(before)))
            return before;
    }
    return line;
}

/// Of an object's member.
QString JsonOutline::nameIn(quint32 line) const
{
    const QStringView text = textOf(line);
    return plainString(text.first(jsonTokens(text).first().length));
}

JsonOutline::Step JsonOutline::stepOf(quint32 line, quint32 parent) const
{
    if (!isList(parent))
        return {nameIn(line), -1};
    int index = 0;
    for (quint32 member = parent + 1; member < line; member = m_ends[member] + 1)
        ++index;
    return {{}, index};
}

std::vector<JsonOutline::Step> JsonOutline::stepsTo(quint32 line) const
{
    std::vector<Step> steps;
    quint32 at = closes(line) ? parentOf(line) : line;
    for (quint32 parent = parentOf(at); parent != at; parent = parentOf(at)) {
        steps.push_back(stepOf(at, parent));
        at = parent;
    }
    std::reverse(steps.begin(), steps.end());
    return steps;
}

QString JsonOutline::pathOf(quint32 line) const
{
    QString path;
    for (const Step &step : stepsTo(line)) {
        if (step.index >= 0)
            path += QStringLiteral("[%1]").arg(step.index);
        else if (!isPlainName(step.name))
            path += QStringLiteral("[\"%1\"]").arg(step.name);
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + step.name;
    }
    return path;
}

QString JsonOutline::pointerOf(quint32 line) const
{
    QString pointer;
    for (const Step &step : stepsTo(line)) {
        QString token = step.index >= 0 ? QString::number(step.index) : step.name;
        token.replace(u'~', QLatin1String("~0")).replace(u'/', QLatin1String("~1"));
        pointer += u'/' + token;
    }
    return pointer;
}

std::optional<quint32> JsonOutline::memberOf(quint32 parent, const QString &token) const
{
    std::optional<quint32> found;
    int index = 0;
    for (quint32 member = parent + 1; member < m_ends[parent]; member = m_ends[member] + 1) {
        const QString name = isList(parent) ? QString::number(index++) : nameIn(member);
        if (name == token)
            found = member;
    }
    return found;
}

std::optional<quint32> JsonOutline::lineOf(const QString &pointer) const
{
    std::optional<quint32> line = 0;
    QStringList tokens = pointer.split(u'/');
    tokens.removeFirst(); // before the first slash
    for (QString &token : tokens) {
        token.replace(QLatin1String("~1"), QLatin1String("/"))
            .replace(QLatin1String("~0"), QLatin1String("~"));
        line = memberOf(*line, token);
        if (!line)
            return std::nullopt;
    }
    return line;
}

/// As it stands, without a comma behind it.
QStringView JsonOutline::valueText(quint32 line) const
{
    QStringView text = textOf(line);
    text = text.sliced(startOfValue(text));
    return text.endsWith(u',') ? text.chopped(1) : text;
}

QString JsonOutline::valueOf(quint32 line) const
{
    const quint32 first = closes(line) ? parentOf(line) : line;
    const QStringView text = valueText(first);
    if (text.startsWith(u'"'))
        return plainString(text);
    QStringList lines{text.toString()};
    const quint32 depth = m_document.lines[first].depth;
    for (quint32 inner = first + 1; inner <= m_ends[first]; ++inner) {
        const quint32 deeper = std::min(m_document.lines[inner].depth - depth, deepestIndent);
        lines += QString(2 * qsizetype(deeper), u' ') + textOf(inner).toString();
    }
    if (lines.size() > 1 && lines.last().endsWith(u','))
        lines.last().chop(1);
    return lines.join(u'\n');
}

QString JsonOutline::filterOf(quint32 line) const
{
    QString path;
    for (const Step &step : stepsTo(line)) {
        if (step.index < 0 && !isPlainName(step.name))
            return {};
        if (step.index >= 0)
            path += QStringLiteral("[]");
        else
            path += (path.isEmpty() ? QString() : QStringLiteral(".")) + step.name;
    }
    const QString value = opens(line) || closes(line) ? QString() : valueOf(line);
    const bool isSaid = !value.trimmed().isEmpty() && value == value.trimmed()
        && !path.contains(QStringLiteral("[][]")) && stepsOf(path.toStdString());
    return isSaid ? path + QStringLiteral(" = ") + value : QString();
}

} // namespace gatehouse::widgets
