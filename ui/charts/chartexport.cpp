#include "ui/charts/chartexport.h"

#include "models/collection/exporttext.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <QWidget>

#include <array>

namespace gatehouse::charts {

using namespace Qt::StringLiterals;
using collection::ExportText;

namespace {

constexpr int pixelsForOne = 2;
constexpr std::array formats{ChartFormat::Png, ChartFormat::Svg, ChartFormat::Csv};

std::string_view unitName(Unit unit)
{
    switch (unit) {
    case Unit::PerMinute:
        return "per minute";
    case Unit::Milliseconds:
        return "ms";
    case Unit::Seconds:
        return "s";
    case Unit::Dollars:
        return "USD";
    case Unit::Percent:
        return "percent";
    case Unit::Factor:
        return "factor";
    case Unit::Count:
        break;
    }
    return "count";
}

void addNumber(ExportText &text, double value)
{
    if (isMeasured(value))
        text.addReal(value);
    else
        text.addNull();
}

void addSpan(ExportText &text, TimeRange bucket)
{
    text.addTime(bucket.from);
    text.addTime(bucket.until);
}

std::string seriesRows(const ChartDescriptor &descriptor, const ChartData &data)
{
    ExportText text({u"from"_s, u"until"_s, u"series"_s, u"value"_s, u"unit"_s, u"partial"_s},
                    collection::ExportFormat::Csv);
    std::string out = text.head();
    text.setOutput(out);
    for (const Series &series : data.series) {
        const std::string name = series.name.toStdString();
        for (int bucket = 0; bucket < data.size(); ++bucket) {
            text.beginRow();
            addSpan(text, data.bucket(bucket));
            text.addText(name);
            addNumber(text, series.values[static_cast<std::size_t>(bucket)]);
            text.addText(unitName(descriptor.unit));
            text.addBoolean(data.isPartial(bucket));
            text.endRow();
        }
    }
    return out;
}

std::string heatRows(const ChartData &data)
{
    ExportText text(
        {u"from"_s, u"until"_s, u"value_from"_s, u"value_until"_s, u"count"_s, u"partial"_s},
        collection::ExportFormat::Csv);
    std::string out = text.head();
    text.setOutput(out);
    for (int bucket = 0; bucket < data.size(); ++bucket) {
        for (int row = 0; row < data.heat.rows(); ++row) {
            const double count = data.heat.count(bucket, row);
            if (!(count > 0))
                continue;
            const auto edge = static_cast<std::size_t>(row);
            text.beginRow();
            addSpan(text, data.bucket(bucket));
            text.addReal(data.heat.edges[edge]);
            text.addReal(data.heat.edges[edge + 1]);
            text.addReal(count);
            text.addBoolean(data.isPartial(bucket));
            text.endRow();
        }
    }
    return out;
}

} // namespace

QString formatName(ChartFormat format)
{
    switch (format) {
    case ChartFormat::Png:
        return u"png"_s;
    case ChartFormat::Svg:
        return u"svg"_s;
    case ChartFormat::Csv:
        break;
    }
    return u"csv"_s;
}

std::optional<ChartFormat> formatOf(const QString &fileName)
{
    for (const ChartFormat format : formats) {
        if (fileName.endsWith(u'.' + formatName(format), Qt::CaseInsensitive))
            return format;
    }
    return std::nullopt;
}

QByteArray chartCsv(const ChartDescriptor &descriptor, const ChartData &data)
{
    return QByteArray::fromStdString(data.heat.rows() > 0 ? heatRows(data)
                                                          : seriesRows(descriptor, data));
}

QByteArray widgetPng(QWidget &widget)
{
    QImage image(widget.size() * pixelsForOne, QImage::Format_ARGB32_Premultiplied);
    image.setDevicePixelRatio(pixelsForOne);
    image.fill(Qt::transparent);
    widget.render(&image, {}, {}, QWidget::DrawChildren);
    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return png;
}

QByteArray widgetSvg(QWidget &widget, const QString &title, const QString &description)
{
    QByteArray svg;
    QBuffer buffer(&svg);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(widget.size());
    generator.setViewBox(widget.rect());
    generator.setTitle(title);
    generator.setDescription(description);
    QPainter painter(&generator);
    widget.render(&painter, {}, {}, QWidget::DrawChildren);
    painter.end();
    return svg;
}

void askForFile(QWidget *parent, const QString &objectName, const QString &title,
                const QString &name, const std::function<void(const QString &fileName)> &save)
{
    auto *files = new QFileDialog(parent, title);
    files->setObjectName(objectName);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setFileMode(QFileDialog::AnyFile);
    files->setDefaultSuffix(QFileInfo(name).suffix());
    files->selectFile(name);
    QObject::connect(files, &QFileDialog::fileSelected, parent, save);
    files->open();
}

Result<> writeFile(const QString &fileName, const QByteArray &content)
{
    QSaveFile file(fileName);
    if (file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit())
        return {};
    return failure(ErrorKind::Unavailable,
                   QCoreApplication::translate("MetricChart",
                                               "%1 could not be written: %2. Choose another place.")
                       .arg(QDir::toNativeSeparators(fileName), file.errorString()));
}

} // namespace gatehouse::charts
