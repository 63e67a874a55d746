#include "ui/collection/valuesuggestions.h"

#include "models/collection/celltext.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace gatehouse::ui {

using completion::ValueModel;
namespace size = widgets::size;

namespace {

constexpr int shownRows = 7;

} // namespace

void ValueDelegate::paintContent(QPainter *painter, const QStyleOptionViewItem &option,
                                 const QRect &content, const QModelIndex &index) const
{
    const QVariant rows = index.data(ValueModel::RowsRole);
    const QString count =
        rows.isValid() ? collection::displayLocale().toString(rows.toLongLong()) : QString();
    const int width = option.fontMetrics.horizontalAdvance(count);
    const QRect end(content.right() - width, content.top(), width + 1, content.height());
    painter->setPen(widgets::Theme::of(option.palette).textMuted);
    painter->setFont(option.font);
    painter->drawText(QStyle::visualRect(option.direction, content, end),
                      Qt::AlignRight | Qt::AlignVCenter | Qt::TextSingleLine, count);
    painter->setPen(option.palette.color(QPalette::Text));
    const QRect rest = content.adjusted(0, 0, -width - size::gapControls, 0);
    paintText(painter, option, QStyle::visualRect(option.direction, content, rest));
}

ValueSuggestions::ValueSuggestions(ValueModel &model, QLineEdit *field, const QTimeZone &zone,
                                   QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_zone(zone)
    , m_list(new QListView(this))
    , m_basis(new widgets::ElidedLabel({}, this))
{
    m_list->setObjectName(QStringLiteral("filterSuggestions"));
    m_list->setAccessibleName(tr("Values"));
    m_list->setModel(&model);
    m_list->setItemDelegate(new ValueDelegate(m_list));
    m_list->setUniformItemSizes(true);
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setFixedHeight(shownRows * size::tableRow + 2 * m_list->frameWidth());
    m_basis->setObjectName(QStringLiteral("filterBasis"));
    m_basis->setMuted(true);
    m_basis->setFont(widgets::uiFont(widgets::TextSize::Small));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(size::gapControls / 2);
    column->addWidget(m_list);
    column->addWidget(m_basis);
    field->installEventFilter(this);
    connect(m_list, &QListView::clicked, this, &ValueSuggestions::pick);
    connect(&model, &ValueModel::answered, this, &ValueSuggestions::showBasis);
    showBasis();
}

void ValueSuggestions::showBasis()
{
    m_basis->setText(valueBasis(m_model, m_zone));
}

bool ValueSuggestions::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && takeKey(static_cast<QKeyEvent *>(event)->key()))
        return true;
    return QWidget::eventFilter(watched, event);
}

bool ValueSuggestions::takeKey(int key)
{
    const QModelIndex chosen = m_list->currentIndex();
    if (key == Qt::Key_Down || key == Qt::Key_Up) {
        move(key == Qt::Key_Down ? 1 : -1);
        return true;
    }
    if (!chosen.isValid())
        return false;
    if (key == Qt::Key_Return || key == Qt::Key_Enter) {
        pick(chosen);
        return true;
    }
    if (key == Qt::Key_Escape)
        m_list->setCurrentIndex({});
    return key == Qt::Key_Escape;
}

/// Up from the first one leads back to the field.
void ValueSuggestions::move(int rows)
{
    const QModelIndex chosen = m_list->currentIndex();
    const int row = chosen.isValid() ? chosen.row() + rows : (rows > 0 ? 0 : -1);
    if (row < 0)
        m_list->setCurrentIndex({});
    else
        m_list->setCurrentIndex(m_model.index(std::min(row, m_model.rowCount() - 1)));
}

void ValueSuggestions::pick(const QModelIndex &index)
{
    const QString value = index.data(ValueModel::ValueRole).toString();
    m_list->setCurrentIndex({});
    emit picked(value);
}

QString valueBasis(const ValueModel &model, const QTimeZone &zone)
{
    if (model.error())
        return ValueSuggestions::tr("The values could not be read: %1").arg(model.error()->message);
    if (!model.answer())
        return ValueSuggestions::tr("Reading the values…");
    const QString basis = completion::basisText(*model.answer(), zone);
    return model.rowCount() > 0 ? basis
                                : ValueSuggestions::tr("No such value found. %1").arg(basis);
}

} // namespace gatehouse::ui
