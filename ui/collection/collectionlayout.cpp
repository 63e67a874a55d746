#include "ui/collection/collectionlayout.h"

#include "ui/collection/actionbar.h"
#include "ui/collection/collectiontable.h"
#include "ui/collection/detailpane.h"
#include "ui/collection/filterbar.h"
#include "ui/collection/histogrampanel.h"
#include "ui/collection/listcontent.h"
#include "ui/collection/newsnotice.h"
#include "ui/collection/noticeboard.h"
#include "ui/collection/summarytab.h"
#include "ui/collection/timerail.h"
#include "ui/collection/timeviews.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QSplitter>
#include <QVBoxLayout>

namespace gatehouse::ui {

namespace size = widgets::size;

CollectionLayout::CollectionLayout(const CollectionServices &services,
                                   collection::WindowModel &model, const DetailTabFactory &tabs,
                                   QWidget *page)
    : m_services(services)
    , m_model(model)
    , m_page(page)
{
    filterBar = new FilterBar(model.descriptor(), services.display, page);
    filterBar->setValues(services.values);
    waitBar = new widgets::WaitBar(page);
    waitBar->setObjectName(QStringLiteral("waitBar"));
    m_strip = new widgets::NoticeStrip(page);
    m_strip->setObjectName(QStringLiteral("noticeStrip"));
    board = new NoticeBoard(m_strip, services.display);
    content = new ListContent(model, page);
    QWidget *list = makeSplitter(tabs); // makes the table, too
    content->setList(list, table);
    arrange();
    keepFocus();
    followDisplay();
}

void CollectionLayout::arrange()
{
    m_column = new QVBoxLayout(m_page);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(0);
    m_column->addWidget(filterBar);
    m_column->addWidget(new widgets::Separator(Qt::Horizontal, m_page));
    m_column->addWidget(waitBar);
    m_column->addWidget(m_strip);
    if (times)
        m_column->addWidget(times->panel());
    m_column->addWidget(content, 1);
}

QWidget *CollectionLayout::makeSplitter(const DetailTabFactory &tabs)
{
    const DetailTabFactory makeTab = [this, tabs](const QString &id,
                                                  QWidget *parent) -> DetailTab * {
        DetailTab *tab = tabs ? tabs(id, parent) : nullptr;
        if (!tab && id == QLatin1String("summary"))
            tab = new SummaryTab(m_services.clock, m_services.display, parent);
        return tab;
    };
    m_splitter = new QSplitter(m_page);
    m_splitter->setObjectName(QStringLiteral("splitter"));
    m_splitter->setHandleWidth(1);
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makeListPane());
    detail = new DetailPane(m_model.descriptor(), makeTab, m_splitter);
    m_splitter->addWidget(detail);
    table->setContextMenuPolicy(Qt::ActionsContextMenu);
    table->addActions(detail->actionBar()->actions());
    // What is a whole by itself gets somewhat more than half.
    const bool isWhole = detail->isWhole();
    m_splitter->setStretchFactor(0, isWhole ? 4 : 1);
    m_splitter->setStretchFactor(1, isWhole ? 5 : 0);
    m_splitter->setSizes(isWhole ? QList{560, 688} : QList{1000, size::detailPane});
    return m_splitter;
}

QWidget *CollectionLayout::makeListPane()
{
    listPane = new QWidget(m_page);
    listPane->setObjectName(QStringLiteral("listPane"));
    auto *newsStrip = new widgets::NoticeStrip(listPane);
    news = new NewsNotice(newsStrip);
    table = new CollectionTable(&m_model, listPane);
    auto *across = new QHBoxLayout(listPane);
    auto *column = new QVBoxLayout;
    for (QBoxLayout *each : std::initializer_list<QBoxLayout *>{across, column}) {
        each->setContentsMargins(0, 0, 0, 0);
        each->setSpacing(0);
    }
    column->addWidget(newsStrip);
    column->addWidget(table, 1);
    across->addLayout(column, 1);
    if (m_services.histogram) {
        times = new TimeViews(m_model.descriptor(), m_services, table, m_model, m_page);
        across->addWidget(times->rail());
    }
    m_page->setFocusProxy(table);
    return listPane;
}

/// The notices' buttons go when they are pressed, and the keyboard is not to go with them.
void CollectionLayout::keepFocus()
{
    for (const auto pressed : {&NoticeBoard::stopRequested, &NoticeBoard::retryRequested,
                               &NoticeBoard::sortConfirmed, &NoticeBoard::sortDeclined})
        QObject::connect(board, pressed, table, qOverload<>(&QWidget::setFocus));
}

void CollectionLayout::followDisplay()
{
    const widgets::DisplayOptions &display = m_services.display;
    const auto showZone = [&model = m_model, &display, detail = detail] {
        model.setTimeZone(display.zone());
        detail->showAgain();
    };
    QObject::connect(&display, &widgets::DisplayOptions::zoneChanged, detail, showZone);
    QObject::connect(&display, &widgets::DisplayOptions::compactChanged, table,
                     &CollectionTable::setCompact);
    table->setCompact(display.isCompact());
    showZone();
}

void CollectionLayout::addBanner(QWidget *banner)
{
    m_column->insertWidget(m_column->indexOf(content), banner);
}

void CollectionLayout::fit(QSize window)
{
    table->fitColumns(window.width());
    if (times)
        times->panel()->fit(window);
}

QVariantMap CollectionLayout::state() const
{
    return {{QStringLiteral("splitter"), m_splitter->saveState()},
            {QStringLiteral("tab"), detail->currentTab()},
            {QStringLiteral("chartFolded"), times && times->panel()->isFolded()}};
}

void CollectionLayout::setState(const QVariantMap &state)
{
    m_splitter->restoreState(state.value(QStringLiteral("splitter")).toByteArray());
    detail->setCurrentTab(state.value(QStringLiteral("tab")).toInt());
    if (times)
        times->panel()->setFolded(state.value(QStringLiteral("chartFolded")).toBool());
}

} // namespace gatehouse::ui
