#include "ui/collection/detailpane.h"

#include "ui/collection/actionbar.h"
#include "ui/collection/detailheader.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/overflowtabs.h"
#include "ui/widgets/theme.h"

#include <QLabel>
#include <QPushButton>
#include <QTabBar>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

namespace {

QLabel *makePlaceholder(const QString &text)
{
    auto *label = new QLabel(text);
    label->setAlignment(Qt::AlignCenter);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setForegroundRole(QPalette::PlaceholderText);
    label->setBackgroundRole(QPalette::Base);
    label->setAutoFillBackground(true);
    return label;
}

} // namespace

DetailPane::DetailPane(const collection::Descriptor &descriptor, const DetailTabFactory &makeTab,
                       QWidget *parent)
    : QStackedWidget(parent)
    , m_descriptor(descriptor)
{
    setObjectName(QStringLiteral("detailPane"));
    setAccessibleName(tr("Details"));
    setMinimumWidth(size::detailPaneMin);
    addWidget(makePlaceholder(tr("Select a row to see it here.")));
    addWidget(makeContent(makeTab));
}

QWidget *DetailPane::makeContent(const DetailTabFactory &makeTab)
{
    auto *content = new QWidget;
    m_header = new DetailHeader(content);
    m_notice = new widgets::NoticeStrip(content);
    m_notice->setObjectName(QStringLiteral("detailNotice"));
    m_notice->setNarrow(true);
    m_tabs = new widgets::OverflowTabs(content);
    m_tabs->setObjectName(QStringLiteral("detailTabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->tabBar()->setExpanding(false);
    m_tabs->tabBar()->setAccessibleName(tr("Parts of the detail"));
    m_actions = new ActionBar(m_descriptor.actions, content);
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_header);
    layout->addWidget(m_notice);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_actions);
    addTabs(makeTab);
    if (isWhole()) {
        for (QWidget *own : std::initializer_list<QWidget *>{m_header, m_tabs->tabBar(), m_actions})
            own->hide();
    }
    setFocusProxy(m_tabs->tabBar());
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::fillCurrentTab);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::waitingChanged);
    return content;
}

void DetailPane::addTabs(const DetailTabFactory &makeTab)
{
    for (const QString &id : std::as_const(m_descriptor.detailTabs)) {
        DetailTab *tab = makeTab(id, m_tabs);
        if (!tab)
            continue;
        tab->setObjectName(QStringLiteral("tab-") + id);
        connect(tab, &DetailTab::waitingChanged, this, &DetailPane::waitingChanged);
        m_tabs->addTab(tab, tab->title());
    }
}

void DetailPane::showRow(const collection::Row &row)
{
    const bool isSame = m_row && m_row->key == row.key;
    if (isSame && m_row->cells == row.cells && currentIndex() == 1)
        return;
    m_row = row;
    m_filled.clear();
    m_notice->dismiss();
    m_header->showRow(RowValues(m_descriptor, *m_row));
    setCurrentIndex(1);
    fillCurrentTab();
}

void DetailPane::showAgain()
{
    m_filled.clear();
    fillCurrentTab();
}

DetailTab *DetailPane::tabAt(int index) const
{
    return static_cast<DetailTab *>(m_tabs->widget(index));
}

bool DetailPane::isWhole() const
{
    return m_tabs->count() == 1 && tabAt(0)->isWhole();
}

QList<QAction *> DetailPane::tabActions() const
{
    QList<QAction *> all;
    for (int index = 0; index < m_tabs->count(); ++index)
        all += tabAt(index)->actions();
    return all;
}

bool DetailPane::isWaiting() const
{
    const DetailTab *tab = tabAt(m_tabs->currentIndex());
    return m_row && tab && tab->isWaiting();
}

void DetailPane::stop()
{
    for (int index = 0; index < m_tabs->count(); ++index)
        tabAt(index)->stop();
}

void DetailPane::showVanished()
{
    m_notice->showNotice(
        widgets::NoticeKind::Warning, tr("This row no longer exists"),
        tr("It may have been deleted after its retention period. Below is what was known."));
    QPushButton *next = m_notice->addButton(tr("Next row"), QStringLiteral("go-down"));
    connect(next, &QPushButton::clicked, this, &DetailPane::nextRequested);
    QPushButton *close = m_notice->addButton(tr("Close"), QStringLiteral("dialog-close"));
    connect(close, &QPushButton::clicked, this, &DetailPane::closeRequested);
}

void DetailPane::clear()
{
    m_row.reset();
    m_filled.clear();
    m_notice->dismiss();
    for (int index = 0; index < m_tabs->count(); ++index)
        tabAt(index)->clear();
    setCurrentIndex(0);
}

bool DetailPane::find()
{
    DetailTab *tab = tabAt(m_tabs->currentIndex());
    return m_row && tab && tab->find();
}

void DetailPane::fillCurrentTab()
{
    const int index = m_tabs->currentIndex();
    if (!m_row || index < 0 || m_filled.contains(index))
        return;
    m_filled.insert(index);
    tabAt(index)->showRow(m_descriptor, *m_row);
}

int DetailPane::currentTab() const
{
    return m_tabs->currentIndex();
}

void DetailPane::setCurrentTab(int index)
{
    m_tabs->setCurrentIndex(index);
}

} // namespace gatehouse::ui
