#include "ui/pages/ledger/changetab.h"

#include "models/collection/celltext.h"
#include "models/ledger/entrychange.h"
#include "ui/collection/rowvalues.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QStandardItemModel>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;
using ledger::ChangedValue;
using widgets::KeyValue;

namespace {

enum ChangeColumn { Name, Before, After, ChangeColumnCount };

constexpr int mostRows = 14; ///< more of them scroll

KeyValue fact(const QString &label, const QString &value, bool isMono = false)
{
    KeyValue line;
    line.label = label;
    line.value = value;
    line.mono = isMono;
    return line;
}

QStandardItem *cell(const QString &text)
{
    auto *item = new QStandardItem(
        text.isEmpty() ? QStringLiteral("–")
                       : collection::cellText(collection::CellKind::Text, text, {}));
    item->setToolTip(collection::escapedToolTip(collection::visibleText(text)));
    item->setEditable(false);
    return item;
}

QList<QStandardItem *> changeRow(const ChangedValue &value)
{
    return {cell(value.name), cell(value.before), cell(value.after)};
}

QString addressOf(const RowValues &values)
{
    const QString address = values.text(QStringLiteral("source_ip"));
    return address.isEmpty() ? ChangeTab::tr("not recorded") : address;
}

QList<KeyValue> factsOf(const RowValues &values)
{
    return {fact(ChangeTab::tr("Reason"), values.text(QStringLiteral("reason"))),
            fact(ChangeTab::tr("Target"),
                 values.text(QStringLiteral("target_type")) + u' '
                     + values.text(QStringLiteral("target_id"))),
            fact(ChangeTab::tr("From"), addressOf(values), true),
            fact(ChangeTab::tr("User agent"), values.text(QStringLiteral("user_agent")))};
}

} // namespace

ChangeTab::ChangeTab(QWidget *parent)
    : DetailTab(parent)
    , m_model(new QStandardItemModel(0, ChangeColumnCount, this))
{
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(widgets::makeColumnScroll(makePage(), tr("Change"), this));
}

QWidget *ChangeTab::makePage()
{
    auto *page = new QWidget(this);
    page->setBackgroundRole(QPalette::Base);
    m_facts = new widgets::KeyValueView(page);
    m_facts->setObjectName(QStringLiteral("changeFacts"));
    m_note = new QLabel(page);
    m_note->setObjectName(QStringLiteral("changeNote"));
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setForegroundRole(QPalette::PlaceholderText);
    m_beside = new widgets::KeyValueView(page);
    m_beside->setObjectName(QStringLiteral("changeBeside"));
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(size::panePadding, size::panePadding, size::panePadding,
                               size::panePadding);
    column->setSpacing(size::gapGroups);
    column->addWidget(m_facts);
    column->addWidget(makeTable(page));
    column->addWidget(m_note);
    column->addWidget(m_beside);
    column->addStretch();
    return page;
}

widgets::TableView *ChangeTab::makeTable(QWidget *parent)
{
    m_model->setHorizontalHeaderLabels({tr("What"), tr("Before"), tr("After")});
    m_table = new widgets::TableView(parent);
    m_table->setObjectName(QStringLiteral("changeTable"));
    m_table->setAccessibleName(tr("Before and after"));
    m_table->setFrameShape(QFrame::StyledPanel);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_model);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    return m_table;
}

QString ChangeTab::title() const
{
    return tr("Change");
}

void ChangeTab::showRow(const collection::Descriptor &descriptor, const collection::Row &row)
{
    const RowValues values(descriptor, row);
    m_facts->setRows(factsOf(values));
    const QString detail = values.text(QStringLiteral("detail_text"));
    if (std::exchange(m_detail, detail) != detail)
        showValues(detail);
}

void ChangeTab::showValues(const QString &detail)
{
    const ledger::EntryChange change = ledger::parseChange(detail);
    m_model->removeRows(0, m_model->rowCount());
    QList<KeyValue> lines;
    for (const ChangedValue &value : change.values) {
        if (value.isChanged())
            m_model->appendRow(changeRow(value));
        else
            lines += fact(value.name, tr("%1, as before").arg(value.after));
    }
    const int rows = std::min<int>(m_model->rowCount(), mostRows);
    m_table->setFixedHeight(size::tableHeader + rows * size::tableRow + 2 * m_table->frameWidth());
    m_table->setVisible(rows > 0);
    m_note->setText(tr("No state before and after: it changed nothing, or it was written before "
                       "states were kept."));
    m_note->setVisible(!change.hasStates);
    for (const auto &[name, value] : change.beside)
        lines += fact(name, value, true);
    m_beside->setRows(lines);
}

void ChangeTab::clear()
{
    m_detail.clear();
    m_facts->setRows({});
    showValues({});
}

} // namespace gatehouse::ui
