#include "ui/widgets/keyvalueview.h"

#include "ui/widgets/labels.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/theme.h"

#include <QGridLayout>
#include <QLabel>

namespace gatehouse::widgets {
namespace {

constexpr qsizetype longestValue = 2'000;

bool sameLabels(const QList<KeyValue> &one, const QList<KeyValue> &other)
{
    return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                      [](const KeyValue &a, const KeyValue &b) {
                          return a.label == b.label && a.labelShape == b.labelShape
                              && a.labelToolTip == b.labelToolTip;
                      });
}

bool sameValue(const KeyValue &one, const KeyValue &other)
{
    return one.value == other.value && one.mono == other.mono && one.muted == other.muted
        && one.shape == other.shape && one.toolTip == other.toolTip;
}

} // namespace

KeyValueView::KeyValueView(QWidget *parent)
    : QWidget(parent)
    , m_grid(new QGridLayout(this))
{
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setHorizontalSpacing(16);
    m_grid->setVerticalSpacing(4);
    m_grid->setColumnStretch(1, 1);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
}

void KeyValueView::setRows(const QList<KeyValue> &rows)
{
    const QList<KeyValue> before = std::exchange(m_rows, rows);
    if (!sameLabels(before, rows))
        return rebuild();
    for (qsizetype row = 0; row < rows.size(); ++row) {
        if (!sameValue(before[row], rows[row]))
            placeValue(int(row));
    }
}

void KeyValueView::rebuild()
{
    while (QLayoutItem *item = m_grid->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_values = QList<QWidget *>(m_rows.size(), nullptr);
    for (qsizetype row = 0; row < m_rows.size(); ++row) {
        placeLabel(int(row));
        placeValue(int(row));
    }
}

void KeyValueView::placeLabel(int row)
{
    QWidget *label = makeLabel(m_rows[row]);
    if (const QString &meaning = m_rows[row].labelToolTip; !meaning.isEmpty()) {
        label->setToolTip(plainToolTip(meaning));
        label->setAccessibleDescription(meaning);
    }
    m_grid->addWidget(label, row, 0, Qt::AlignTop | Qt::AlignLeading);
    label->show();
}

QWidget *KeyValueView::makeLabel(const KeyValue &row)
{
    if (row.labelShape != StatusShape::None) {
        auto *status = new StatusLabel(this);
        status->setStatus(row.labelShape, row.label);
        return status;
    }
    auto *label = new QLabel(row.label, this);
    label->setTextFormat(Qt::PlainText);
    label->setForegroundRole(QPalette::PlaceholderText);
    return label;
}

void KeyValueView::placeValue(int row)
{
    delete m_values[row];
    QWidget *value = makeValue(m_rows[row]);
    value->setAccessibleName(m_rows[row].label);
    const bool fits = qobject_cast<StatusLabel *>(value);
    m_grid->addWidget(value, row, 1, fits ? Qt::AlignTop | Qt::AlignLeading : Qt::Alignment());
    m_values[row] = value;
    value->show();
}

QWidget *KeyValueView::makeValue(const KeyValue &row)
{
    if (row.shape != StatusShape::None) {
        auto *status = new StatusLabel(this);
        status->setStatus(row.shape, row.value);
        return status;
    }
    const bool unknown = row.value.isEmpty();
    auto *text = new PlainTextView(
        unknown ? QStringLiteral("\u2013") : visibleText(row.value, longestValue, false), this);
    if (row.mono)
        text->setFont(monoFont());
    text->setMuted(row.muted || unknown);
    if (!row.toolTip.isEmpty())
        text->setToolTip(plainToolTip(row.toolTip));
    return text;
}

} // namespace gatehouse::widgets
