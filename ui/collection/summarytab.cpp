#include "ui/collection/summarytab.h"

#include "ui/collection/rowvalues.h"
#include "ui/collection/shapes.h"
#include "ui/collection/textstyle.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/theme.h"

#include <QScrollArea>
#include <QVBoxLayout>

namespace gatehouse::ui {

using collection::CellKind;
using collection::Column;
using widgets::KeyValue;
namespace size = widgets::size;

namespace {

/// A time stands here as a moment, not as an age: "Received", as the filter calls it.
QString titleOf(const collection::Descriptor &descriptor, const Column &column)
{
    const collection::FilterField *field = descriptor.filterField(column.name);
    return column.kind == CellKind::Time && field ? field->title : column.title;
}

KeyValue makeLine(const QString &title, CellKind kind, const QVariant &value,
                  const collection::TextStyle &style)
{
    KeyValue line;
    line.label = title;
    line.mono = kind == CellKind::Mono || kind == CellKind::Hex || kind == CellKind::Path;
    line.toolTip = collection::cellDetail(kind, value, style);
    if (kind == CellKind::Status) {
        line.value = collection::statusTitle(value.toString());
        line.shape = paintedShape(value.toString());
    } else if (kind == CellKind::Text || line.mono) {
        line.value = plainText(value);
    } else if (kind == CellKind::Time && value.isValid()) {
        line.value = collection::exactTime(value.toDateTime(), style.zone);
        line.toolTip = collection::cellText(kind, value, style);
    } else {
        line.value = collection::cellText(kind, value, style);
    }
    line.muted = !value.isValid();
    return line;
}

} // namespace

SummaryTab::SummaryTab(const Clock &clock, const widgets::DisplayOptions &display, QWidget *parent)
    : DetailTab(parent)
    , m_clock(clock)
    , m_display(display)
    , m_view(new widgets::KeyValueView(this))
{
    auto *page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    auto *inner = new QVBoxLayout(page);
    inner->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                              size::panePadding);
    inner->addWidget(m_view);
    inner->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widgets::makeColumnScroll(page, tr("Summary"), this));
}

QString SummaryTab::title() const
{
    return tr("Summary");
}

void SummaryTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    const collection::TextStyle style = textStyle(m_clock, m_display);
    QList<KeyValue> lines;
    for (const Column &column : descriptor.columns + descriptor.detailColumns)
        lines.append(
            makeLine(titleOf(descriptor, column), column.kind, values.value(column.name), style));
    m_view->setRows(lines);
}

void SummaryTab::clear()
{
    m_view->setRows({});
}

} // namespace gatehouse::ui
