#include "ui/collection/summarytab.h"

#include "ui/collection/maskedstrip.h"
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
    layout->setSpacing(0);
    m_strip = new MaskedStrip(this);
    addAction(m_strip->action());
    layout->addWidget(m_strip);
    layout->addWidget(widgets::makeColumnScroll(page, tr("Summary"), this));
}

QString SummaryTab::title() const
{
    return tr("Summary");
}

void SummaryTab::setReveal(FieldReveal *reveal)
{
    m_reveal = reveal;
    m_strip->setReveal(reveal);
    setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(reveal, &FieldReveal::changed, this, [this] {
        if (m_row)
            showLines();
    });
}

void SummaryTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    m_descriptor = descriptor;
    m_row = row;
    showLines();
}

void SummaryTab::showLines()
{
    const RowValues values(m_descriptor, *m_row);
    const collection::TextStyle style = textStyle(m_clock, m_display);
    const auto revealed = m_reveal ? m_reveal->fieldsOf(m_row->key.id) : FieldReveal::Fields();
    QList<KeyValue> lines;
    QList<MaskedField> masked;
    for (const Column &column : m_descriptor.columns + m_descriptor.detailColumns) {
        const QString pointer = QStringLiteral("/event/") + column.name;
        QVariant value = values.value(column.name);
        const auto found = revealed.find(pointer.toStdString());
        if (found != revealed.end())
            value = QString::fromStdString(found->second);
        else if (value.userType() == QMetaType::QString && value.toString().contains(u'•'))
            masked.append({pointer, value.toString()});
        lines.append(makeLine(titleOf(m_descriptor, column), column.kind, value, style));
    }
    m_view->setRows(lines);
    if (m_reveal)
        m_strip->setFields(m_row->key.id, masked);
}

void SummaryTab::clear()
{
    m_row.reset();
    m_strip->clear();
    m_view->setRows({});
}

} // namespace gatehouse::ui
