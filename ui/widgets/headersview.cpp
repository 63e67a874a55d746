#include "ui/widgets/headersview.h"

#include "ui/widgets/delegates.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/plaintextview.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/theme.h"

#include <QAbstractTableModel>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QVBoxLayout>

namespace gatehouse::widgets {

class HeadersView::Model final : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setHeaders(const Headers &headers)
    {
        beginResetModel();
        m_headers = headers;
        endResetModel();
    }

    const Headers &headers() const { return m_headers; }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_headers.size());
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : 2;
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (role != Qt::DisplayRole)
            return {};
        const auto &header = m_headers[index.row()];
        return index.column() == 0 ? header.first : header.second;
    }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return section == 0 ? HeadersView::tr("Name") : HeadersView::tr("Value");
    }

private:
    Headers m_headers;
};

HeadersView::HeadersView(QWidget *parent)
    : QWidget(parent)
    , m_model(new Model(this))
    , m_table(new TableView(this))
    , m_whole(new PlainTextView({}, this))
{
    m_table->setModel(m_model);
    m_table->setItemDelegateForColumn(1, new MonoDelegate(m_table));
    m_table->setAccessibleName(tr("Headers"));
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, 160);
    m_whole->setFont(monoFont());
    m_whole->setLayoutDirection(Qt::LeftToRight);
    m_whole->setAccessibleName(tr("Value of the selected header"));
    m_whole->setMaximumLines(8);
    m_whole->hide();

    auto *copy = new QAction(tr("Copy"), m_table);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_table->addAction(copy);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, &HeadersView::copySelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) { showWhole(current.row()); });

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(new Separator(Qt::Horizontal, this));
    auto *below = new QHBoxLayout;
    below->setContentsMargins(8, 0, 8, 0);
    below->addWidget(m_whole);
    column->addLayout(below);
}

void HeadersView::setHeaders(const Headers &headers)
{
    m_model->setHeaders(headers);
    m_table->setPlaceholder(headers.isEmpty() ? tr("No headers were recorded.") : QString());
    showWhole(-1);
}

void HeadersView::setPlaceholder(const QString &text)
{
    m_model->setHeaders({});
    m_table->setPlaceholder(text);
    showWhole(-1);
}

void HeadersView::showWhole(int row)
{
    m_whole->setVisible(row >= 0);
    m_whole->setText(row >= 0 ? m_model->headers()[row].second : QString());
}

void HeadersView::copySelection() const
{
    QStringList lines;
    const QModelIndexList rows = m_table->selectionModel()->selectedRows();
    for (const QModelIndex &index : rows) {
        const auto &[name, value] = m_model->headers()[index.row()];
        lines.append(name + QLatin1StringView(": ") + value);
    }
    if (!lines.isEmpty())
        QGuiApplication::clipboard()->setText(lines.join(QLatin1Char('\n')));
}

} // namespace gatehouse::widgets
