#include "app/gatehousectl/output.h"

#include "app/gatehousectl/jsonlayout.h"

#include <QDateTime>
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

constexpr qsizetype narrowColumn = 8;
constexpr qsizetype wideColumn = 48;

void writeLine(const QByteArray &line)
{
    std::fwrite(line.constData(), 1, static_cast<std::size_t>(line.size()), stdout);
    std::fputc('\n', stdout);
}

/// A terminal obeys control characters, and a webhook's sender chose this text.
QString visible(const QString &text)
{
    QString clean;
    clean.reserve(text.size());
    for (const char32_t c : text.toStdU32String())
        clean += QChar::fromUcs4(QChar::isPrint(c) ? c : char32_t(QChar::ReplacementCharacter));
    return clean;
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
    return value.isNull() ? QStringLiteral("-") : visible(value.toVariant().toString());
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
        return 24;
    case CellKind::Number:
    case CellKind::Boolean:
    case CellKind::Bytes:
    case CellKind::Milliseconds:
        return narrowColumn;
    default:
        return std::clamp<qsizetype>(column.width / 7, narrowColumn, wideColumn);
    }
}

/// The id comes first: it is what the other commands take.
QString headings(const Descriptor &descriptor)
{
    QString line = QStringLiteral("ID").leftJustified(38);
    for (const Column &column : descriptor.columns)
        line += column.title.toUpper().leftJustified(widthOf(column) + 2);
    return line.trimmed();
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
    QString line = QString::fromStdString(row.key.id.toString()).leftJustified(38);
    for (const Column &column : descriptor.columns) {
        const QString cell = plainValue(cellOf(descriptor, row, column.name));
        const bool last = &column == &descriptor.columns.back();
        line += last ? cell : cell.left(widthOf(column)).leftJustified(widthOf(column) + 2);
    }
    writeLine(line.trimmed().toUtf8());
}

void Output::object(const QJsonObject &object) const
{
    if (m_json) {
        writeLine(QJsonDocument(object).toJson(QJsonDocument::Compact));
        return;
    }
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool nested = it->isObject() || it->isArray();
        const QString value = nested
            ? QString::fromUtf8(
                QJsonDocument(QJsonObject{{it.key(), *it}}).toJson(QJsonDocument::Compact))
            : plainValue(it->isNull() ? QVariant() : it->toVariant());
        writeLine((it.key() + QStringLiteral(": ") + value).toUtf8());
    }
}

void Output::text(const QString &line) const
{
    writeLine(visible(line).toUtf8());
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

void printError(const Error &error)
{
    QString line = visible(error.message);
    if (!error.detail.isEmpty())
        line += QStringLiteral(" (") + visible(error.detail) + u')';
    std::fprintf(stderr, "gatehousectl: %s\n", line.toUtf8().constData());
}

} // namespace gatehouse::cli
