// Renders the widgets to PNG files for the eye: gallery DIR. Built on demand only.
#include "ui/widgets/appearance.h"
#include "ui/widgets/chipbar.h"
#include "ui/widgets/codeblock.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/headersview.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/keyvalueview.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/noticestrip.h"
#include "ui/widgets/payloadview.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/tableview.h"
#include "ui/widgets/timelineview.h"
#include "ui/widgets/waitbar.h"

#include <QApplication>
#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QProgressBar>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QStandardItemModel>
#include <QTabWidget>
#include <QToolButton>

using namespace gatehouse::widgets;
using namespace Qt::StringLiterals;

namespace {

void addRow(QVBoxLayout *column, const QList<QWidget *> &widgets)
{
    auto *row = new QHBoxLayout;
    for (QWidget *widget : widgets)
        row->addWidget(widget);
    row->addStretch(1);
    column->addLayout(row);
}

QPushButton *button(const QString &text, const QString &iconName = {})
{
    return new QPushButton(iconName.isEmpty() ? QIcon() : icon(iconName), text);
}

StatusShape shapeOf(const QModelIndex &index)
{
    return StatusShape(1 + index.row() % 6);
}

TableView *table()
{
    auto *view = new TableView;
    auto *model = new QStandardItemModel(8, 4, view);
    const QStringList words{u"received"_s, u"queued"_s,    u"processed"_s,
                            u"failed"_s,   u"discarded"_s, u"dead-lettered"_s};
    model->setHorizontalHeaderLabels({u"Status"_s, u"Type"_s, u"Subject"_s, u"ms"_s});
    model->setHeaderData(3, Qt::Horizontal, int(Qt::AlignRight | Qt::AlignVCenter),
                         Qt::TextAlignmentRole);
    for (int row = 0; row < 8; ++row) {
        model->setItem(row, 0, new QStandardItem(words[row % 6]));
        model->setItem(row, 1, new QStandardItem(u"orders/paid, <b>row</b> %1"_s.arg(row)));
        model->setItem(row, 2, new QStandardItem(u"pi_3SUc7wKq9LmTevil\u202eabc"_s));
        model->setItem(row, 3, new QStandardItem(QString::number(row * 1717)));
    }
    view->setModel(model);
    view->setItemDelegateForColumn(0, new StatusDelegate(shapeOf, view));
    view->setItemDelegateForColumn(2, new MonoDelegate(view));
    view->setItemDelegateForColumn(3, new NumberDelegate(view));
    view->setColumnWidth(0, 120);
    view->setColumnWidth(1, 160);
    view->setSortingEnabled(false);
    view->horizontalHeader()->setSortIndicatorShown(true);
    view->horizontalHeader()->setSortIndicator(3, Qt::AscendingOrder);
    view->horizontalHeader()->setStretchLastSection(true);
    view->selectRow(3);
    view->setFixedHeight(28 + 8 * 26);
    return view;
}

void addControls(QVBoxLayout *column, QWidget *window)
{
    auto *standard = button(u"Default"_s);
    standard->setDefault(true);
    auto *off = button(u"Off"_s);
    off->setEnabled(false);
    auto *live = button(u"Live"_s, u"view-refresh"_s);
    live->setCheckable(true);
    live->setChecked(true);
    auto *danger = button(u"Discard\u2026"_s);
    setDanger(danger);
    auto *flat = button(u"Flat"_s, u"edit-copy"_s);
    flat->setFlat(true);
    auto *menu = button(u"Menu"_s);
    menu->setMenu(new QMenu(menu));
    auto *focus = button(u"Focus"_s);
    auto *exported = button(u"Export\u2026"_s, u"document-save"_s);
    setKeyCap(exported, QKeySequence(u"Ctrl+E"_s));
    auto *tool = new QToolButton;
    tool->setIcon(icon(u"view-refresh"_s));
    addRow(column, {button(u"Normal"_s), focus, standard, off, exported});
    addRow(column, {live, new Segmented(u"How many"_s, {u"All"_s, u"Two"_s, u"One"_s}), menu});
    addRow(column, {danger, flat, button({}, u"view-refresh"_s), tool});
    auto *spin = new QSpinBox;
    spin->setValue(20);
    auto *combo = new QComboBox;
    combo->addItem(u"Last 24 h"_s);
    auto *field = new QLineEdit(u"acme"_s);
    field->setFixedWidth(96);
    addRow(column, {field, spin, combo});
    auto *check = new QCheckBox(u"Checked"_s);
    check->setChecked(true);
    auto *radio = new QRadioButton(u"Radio"_s);
    radio->setChecked(true);
    addRow(column, {check, new QCheckBox(u"Not"_s), radio});
    auto *bar = new ChipBar;
    bar->setChips({{u"Source"_s, u"is"_s, u"stripe"_s, false, true},
                   {u"Tenant"_s, u"is not"_s, u"acme"_s, true, true},
                   {u"Type"_s, u"is"_s, u"order.*"_s, false, false},
                   {u"Tries"_s, u"over"_s, u"3"_s, false, true}});
    bar->chipAt(3)->setEditing(true);
    column->addWidget(bar);
    auto *dead = new Pill(StatusShape::CrossedBox);
    auto *due = new Pill;
    dead->setText(u"1,038"_s);
    due->setText(u"2 due"_s);
    addRow(column,
           {new KeyCap(QKeySequence(u"Ctrl+K"_s)), new KeyCap(QKeySequence(u"E"_s)), dead, due,
            new IdentifierLabel(u"01a1e9b4-ed58-7327-b569-6ed663e67889"_s)});
    auto *progress = new QProgressBar;
    progress->setTextVisible(false);
    progress->setValue(56);
    progress->setFixedWidth(120);
    addRow(column, {progress});
    focus->setFocus(Qt::TabFocusReason);
    window->setAttribute(Qt::WA_KeyboardFocusChange);
}

QWidget *controls()
{
    auto *window = new QWidget;
    window->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(window);
    addControls(column, window);
    column->addWidget(table());
    auto *error = new NoticeStrip;
    error->showNotice(NoticeKind::Error, u"What happened, in one line"_s,
                      u"Why, and what to do next."_s);
    error->addButton(u"Retry now"_s, u"view-refresh"_s);
    auto *warning = new NoticeStrip;
    warning->showNotice(NoticeKind::Warning, u"Something to weigh"_s);
    auto *success = new NoticeStrip;
    success->showNotice(NoticeKind::Success, u"Proof that it went well"_s);
    auto *news = new NoticeStrip;
    news->showNotice(NoticeKind::News, u"128 new"_s, u"events arrived while you read"_s);
    setKeyCap(news->addButton(u"Show"_s), QKeySequence(Qt::Key_Home));
    for (QWidget *strip : QList<QWidget *>{error, warning, success, news})
        column->addWidget(strip);
    column->addStretch(1);
    window->resize(560, 900);
    return window;
}

QWidget *empty()
{
    auto *state = new EmptyState;
    state->setHeading(u"view-list-details"_s, u"No events yet"_s,
                      u"The local gateway listens on http://127.0.0.1:8737."_s);
    state->addCard({u"Make traffic"_s,
                    u"Signed events from four providers, 10 a second, with some that fail."_s,
                    u"Start traffic"_s, u"media-playback-start"_s, true});
    state->addCard({u"Use your own"_s, u"Open a HAR file, a curl command or a fixture set."_s,
                    u"Open\u2026"_s, u"document-open"_s, false});
    state->addCard({u"Look at another gateway"_s, u"Connect to staging or production."_s,
                    u"Connections\u2026"_s, u"network-connect"_s, false});
    state->setCode(u"Or send the first one from a terminal."_s,
                   u"curl -sS \"http://127.0.0.1:8737/api/webhooks/stripe/ingest?tenant=acme\" \\\n"
                   "  -H \"Content-Type: application/json\" \\\n  -d '{\"id\":\"evt_first\"}'"_s);
    state->resize(1000, 600);
    return state;
}

QWidget *payload()
{
    auto *view = new PayloadView;
    view->setPayload(
        "{\"id\":\"evt_1\",\"amount\":1.10e3,\"live\":true,\"data\":{\"object\":{\"items\":"
        "[1,2,{}],\"note\":\"a \xe2\x80\xae hidden <b>turn</b>\",\"long\":\""
        + QByteArray(300, 'x') + "\"}},\"none\":null}");
    return view;
}

QWidget *broken()
{
    auto *view = new PayloadView;
    view->setPayload("{\"id\":\"evt_1\", oops \xff\t\x01\r\n second line");
    return view;
}

QWidget *hex()
{
    auto *view = new PayloadView;
    view->setMode(PayloadView::Mode::Hex);
    QByteArray bytes;
    for (int i = 0; i < 400; ++i)
        bytes.append(char(i));
    view->setPayload(bytes);
    return view;
}

QWidget *summary()
{
    auto *page = new QWidget;
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    auto *column = new QVBoxLayout(page);
    auto *values = new KeyValueView;
    values->setRows(
        {{u"Status"_s, u"queued"_s, false, false, StatusShape::Clock, {}},
         {u"Received"_s, u"14:31:19 CET"_s, false, false, StatusShape::None, {}},
         {u"Subject"_s, QString(120, QLatin1Char('a')), true, false, StatusShape::None, {}},
         {u"Tries"_s, u"\u2013 not known: connection lost"_s, false, true, StatusShape::None, {}}});
    column->addWidget(values);
    auto *line = new TimelineView;
    line->setEntries(
        {{u"14:31:19.120"_s, u"received"_s, {}, StatusShape::HollowCircle, {}},
         {u"14:31:19.180"_s,
          u"first try"_s,
          u"422 sku is required, and a longer line that has to wrap at the width of the pane"_s,
          StatusShape::Cross,
          {}},
         {u"14:31:21.010"_s, u"processed"_s, u"200"_s, StatusShape::Check, {}}});
    column->addWidget(line, 1);
    return page;
}

QWidget *headers()
{
    auto *view = new HeadersView;
    view->setHeaders(
        {{u"Content-Type"_s, u"application/json"_s},
         {u"Stripe-Signature"_s, u"t=1794922311,v1="_s + QString(64, QLatin1Char('a'))},
         {u"User-Agent"_s, u"Stripe/1.0 <b>bold</b>"_s}});
    view->table()->selectRow(1);
    return view;
}

QWidget *detail()
{
    auto *tabs = new QTabWidget;
    tabs->setDocumentMode(true);
    tabs->addTab(summary(), u"Summary"_s);
    tabs->addTab(payload(), u"Payload"_s);
    tabs->addTab(headers(), u"Headers"_s);
    tabs->addTab(broken(), u"Broken"_s);
    tabs->addTab(hex(), u"Hex"_s);
    tabs->resize(432, 500);
    return tabs;
}

void save(QWidget *widget, const QString &path)
{
    widget->show();
    widget->activateWindow();
    for (int i = 0; i < 20; ++i)
        QApplication::processEvents(QEventLoop::AllEvents, 10);
    widget->grab().save(path);
}

void renderAll(const QString &folder, const QString &suffix)
{
    const std::unique_ptr<QWidget> page(controls());
    save(page.get(), folder + u"/controls"_s + suffix);
    const std::unique_ptr<QWidget> nothing(empty());
    save(nothing.get(), folder + u"/empty"_s + suffix);
    const std::unique_ptr<QWidget> tabs(detail());
    for (int tab = 0; tab < 5; ++tab) {
        static_cast<QTabWidget *>(tabs.get())->setCurrentIndex(tab);
        save(tabs.get(), folder + u"/detail%1"_s.arg(tab) + suffix);
    }
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    const QString folder = application.arguments().value(1, u"."_s);
    QDir().mkpath(folder);
    applyTheme(application, Scheme::Light);
    renderAll(folder, u".png"_s);
    applyTheme(application, Scheme::Dark);
    renderAll(folder, u"-dark.png"_s);
    QApplication::setLayoutDirection(Qt::RightToLeft);
    applyTheme(application, Scheme::Light);
    renderAll(folder, u"-rtl.png"_s);
    return 0;
}
