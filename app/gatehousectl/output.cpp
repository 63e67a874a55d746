#include "app/gatehousectl/output.h"

#include "app/gatehousectl/jsonlayout.h"
#include "models/collection/apiquery.h"
#include "models/collection/rowid.h"
#include "services/core/terminaltext.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonValue>

#include <algorithm>
#include <cstdio>

namespace gatehouse::cli {

namespace {

using collection::CellKind;
using collection::Column;
using collection::Descriptor;
using collection::Row;

struct OutputText
{
    Q_DECLARE_TR_FUNCTIONS(OutputText)
};

constexpr qsizetype narrowColumn = 8;
constexpr qsizetype wideColumn = 48;

void writeLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
}

QJsonValue jsonValue(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::UnknownType:
        return QJsonValue::Null;
    case QMetaType::QDateTime:
        return cell.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case QMetaType::QByteArray:
        return QString::fromLatin1(cell.toByteArray().toHex());
    default:
        return QJsonValue::fromVariant(cell);
    }
}

QString plainValue(const QVariant &cell)
{
    const QJsonValue value = jsonValue(cell);
    if (value.isArray())
        return harmlessText(cell.toStringList().join(QStringLiteral(", ")));
    return value.isNull() ? QStringLiteral("-") : harmlessText(value.toVariant().toString());
}

QVariant cellOf(const Descriptor &descriptor, const Row &row, const QString &name)
{
    const auto at =
        static_cast<std::size_t>(std::max<qsizetype>(0, descriptor.readColumns().indexOf(name)));
    return at < row.cells.size() ? row.cells[at] : QVariant();
}

qsizetype widthOf(const Column &column)
{
    switch (column.kind) {
    case CellKind::Time:
    case CellKind::TimeOfDay:
    case CellKind::Due:
        return 24;
    case CellKind::Number:
    case CellKind::Boolean:
    case CellKind::Bytes:
    case CellKind::Dollars:
    case CellKind::Milliseconds:
        return narrowColumn;
    default:
        return std::clamp<qsizetype>(column.width / 7, narrowColumn, wideColumn);
    }
}

qsizetype idWidth(const Descriptor &descriptor)
{
    return descriptor.idType == collection::IdType::Number ? narrowColumn + 2 : 38;
}

/// The id comes first: it is what the other commands take.
QString headings(const Descriptor &descriptor)
{
    QString line = QStringLiteral("ID").leftJustified(idWidth(descriptor));
    for (const Column &column : descriptor.columns)
        line += column.title.toUpper().leftJustified(widthOf(column) + 2);
    return line.trimmed();
}

/// The gateway writes microseconds and an offset, a list milliseconds and Z. Only members that the
/// contract names as times: what a provider sent stays as it is.
QJsonValue withListTimes(const QString &name, const QJsonValue &value);

QJsonObject withListTimes(QJsonObject object)
{
    for (auto it = object.begin(); it != object.end(); ++it)
        *it = withListTimes(it.key(), *it);
    return object;
}

QJsonValue withListTimes(const QString &name, const QJsonValue &value)
{
    if (value.isArray()) {
        QJsonArray rows = value.toArray();
        for (QJsonValueRef row : rows) {
            if (row.isObject())
                row = withListTimes(row.toObject());
        }
        return rows;
    }
    const bool isNamedTime = name.endsWith(u"_at") || name.endsWith(u"_until");
    const auto time = isNamedTime ? collection::apiTime(value.toString()) : std::nullopt;
    if (!time)
        return value;
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(*time);
    return jsonValue(
        QDateTime::fromMSecsSinceEpoch(milliseconds.time_since_epoch().count(), Qt::UTC));
}

bool isNested(const QJsonValue &value)
{
    return (value.isObject() && !value.toObject().isEmpty())
        || (value.isArray() && !value.toArray().isEmpty());
}

QString scalarText(const QJsonValue &value)
{
    if (value.isObject())
        return QStringLiteral("{}");
    if (value.isArray())
        return QStringLiteral("[]");
    return plainValue(value.isNull() ? QVariant() : value.toVariant());
}

/// Headers come as pairs.
bool isPair(const QJsonValue &value)
{
    const QJsonArray array = value.toArray();
    return array.size() == 2 && array[0].isString() && array[1].isString();
}

QStringList linesOf(const QJsonValue &value);

QStringList linesOf(const QJsonObject &object)
{
    QStringList lines;
    for (auto it = object.begin(); it != object.end(); ++it) {
        const QString name = harmlessText(it.key()) + u':';
        if (!isNested(*it)) {
            lines += name + u' ' + scalarText(*it);
            continue;
        }
        lines += name;
        for (const QString &line : linesOf(QJsonValue(*it)))
            lines += QStringLiteral("  ") + line;
    }
    return lines;
}

QStringList linesOf(const QJsonArray &array)
{
    QStringList lines;
    for (const auto &item : array) {
        if (isPair(item)) {
            lines += QStringLiteral("- ") + scalarText(item[0]) + QStringLiteral(": ")
                + scalarText(item[1]);
            continue;
        }
        QString lead = QStringLiteral("- ");
        for (const QString &line : linesOf(item))
            lines += std::exchange(lead, QStringLiteral("  ")) + line;
    }
    return lines;
}

QStringList linesOf(const QJsonValue &value)
{
    if (!isNested(value))
        return {scalarText(value)};
    return value.isObject() ? linesOf(value.toObject()) : linesOf(value.toArray());
}

QJsonObject errorObject(const Error &error, const QString &id)
{
    const std::string_view kind = errorKindName(error.kind);
    QJsonObject object{
        {QStringLiteral("kind"), QString::fromLatin1(kind.data(), qsizetype(kind.size()))},
        {QStringLiteral("message"), error.message},
        {QStringLiteral("detail"), error.detail}};
    if (const auto *sql = std::get_if<SqlState>(&error.cause))
        object.insert(QStringLiteral("sqlstate"), QString::fromStdString(sql->code));
    if (const auto *http = std::get_if<HttpStatus>(&error.cause)) {
        object.insert(QStringLiteral("http_status"), http->status);
        object.insert(QStringLiteral("code"), QString::fromStdString(http->code));
    }
    if (!id.isEmpty())
        object.insert(QStringLiteral("id"), id);
    return object;
}

} // namespace

void Output::row(const Descriptor &descriptor, const Row &row)
{
    if (m_json) {
        QJsonObject object;
        const QStringList names = descriptor.readColumns();
        for (qsizetype i = 0; i < names.size() && std::size_t(i) < row.cells.size(); ++i)
            object.insert(names[i], jsonValue(row.cells[std::size_t(i)]));
        writeLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
        return;
    }
    if (!std::exchange(m_headingsWritten, true))
        writeLine(headings(descriptor).toUtf8());
    QString line = collection::idText(descriptor, row.key.id).leftJustified(idWidth(descriptor));
    for (const Column &column : descriptor.columns) {
        const QString cell = plainValue(cellOf(descriptor, row, column.name));
        const bool last = &column == &descriptor.columns.back();
        line += last ? cell : cell.left(widthOf(column)).leftJustified(widthOf(column) + 2);
    }
    writeLine(line.trimmed().toUtf8());
}

void Output::endOfRows() const
{
    if (!m_json && !m_headingsWritten)
        std::fprintf(stderr, "%s\n", qUtf8Printable(OutputText::tr("none", "an empty list")));
}

void Output::object(const QJsonObject &object) const
{
    const QJsonObject shown = withListTimes(object);
    if (m_json) {
        writeLine(QJsonDocument(shown).toJson(QJsonDocument::Compact));
        return;
    }
    for (const QString &line : linesOf(shown))
        writeLine(line.toUtf8());
}

void Output::text(const QString &line) const
{
    writeLine(harmlessText(line).toUtf8());
}

void Output::flush()
{
    std::fflush(stdout);
}

void Output::document(std::string_view json) const
{
    if (m_json) {
        writeLine(compactJson(json));
        return;
    }
    for (const QByteArray &line : indentedJson(json).split('\n'))
        text(QString::fromUtf8(line));
}

void printError(const Error &error, bool json, const QString &id)
{
    if (json) {
        const QByteArray line =
            QJsonDocument(errorObject(error, id)).toJson(QJsonDocument::Compact);
        std::fprintf(stderr, "%s\n", line.constData());
        return;
    }
    Error named = error;
    if (!id.isEmpty())
        named.message.prepend(id + QStringLiteral(": "));
    std::fprintf(stderr, "gatehousectl: %s\n", qUtf8Printable(terminalText(named)));
}

int afterOutput(int exitCode)
{
    const bool isWritten = std::fflush(stdout) == 0 && std::ferror(stdout) == 0;
    if (isWritten)
        return exitCode;
    printError(
        {ErrorKind::Unavailable,
         OutputText::tr("Standard output could not be written. What was to be shown is lost; a "
                        "secret that is shown once has to be made again."),
         {},
         {}},
        false);
    return Failed;
}

} // namespace gatehouse::cli
