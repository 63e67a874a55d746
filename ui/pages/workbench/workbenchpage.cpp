#include "ui/pages/workbench/workbenchpage.h"

#include "models/workbench/signaturecheck.h"
#include "services/capture/capture.h"
#include "services/core/whendone.h"
#include "ui/pages/tabs/signaturereport.h"
#include "ui/pages/workbench/messageform.h"
#include "ui/widgets/columnscroll.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/iconset.h"
#include "ui/widgets/labels.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/waitbar.h"

#include <QClipboard>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace gatehouse::ui {

using widgets::NoticeKind;
namespace size = widgets::size;

namespace {

QString fileOf(const QMimeData &data)
{
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.first().toLocalFile() : QString();
}

signing::HeaderList headersOf(const HeaderList &pairs)
{
    signing::HeaderList headers;
    for (const auto &[name, value] : pairs)
        headers.emplace_back(name.toStdString(), value.toStdString());
    return headers;
}

} // namespace

WorkbenchPage::WorkbenchPage(const Clock &clock, QWidget *parent)
    : Page(parent)
    , m_clock(clock)
    , m_waitBar(new widgets::WaitBar(this))
    , m_form(new MessageForm(this))
{
    setObjectName(QStringLiteral("workbenchPage"));
    setAcceptDrops(true);
    auto *splitter = new QSplitter(this);
    splitter->setHandleWidth(1);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeForm());
    splitter->addWidget(makeAnswer());
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeHead());
    column->addWidget(new widgets::Separator(Qt::Horizontal, this));
    column->addWidget(m_waitBar);
    column->addWidget(splitter, 1);
}

WorkbenchPage::~WorkbenchPage()
{
    m_reading.cancel();
    m_checking.cancel();
}

QWidget *WorkbenchPage::makeHead()
{
    auto *head = new QWidget(this);
    head->setFixedHeight(size::paneHeader);
    auto *title = new QLabel(tr("Signature workbench"), head);
    title->setFont(widgets::uiFont(widgets::TextSize::PageTitle, widgets::Weight::Bold));
    auto *promise = new widgets::ElidedLabel(
        tr("Checked on this machine alone; what is typed here is kept in memory only."), head);
    promise->setMuted(true);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(size::panePadding, 0, size::panePadding, 0);
    row->setSpacing(size::gapGroups);
    row->addWidget(title);
    row->addWidget(promise, 1);
    return head;
}

QPushButton *WorkbenchPage::addButton(const QString &name, const QString &text,
                                      const QString &iconName, const QKeySequence &keys,
                                      void (WorkbenchPage::*slot)())
{
    auto *action = new QAction(widgets::icon(iconName), text, this);
    action->setShortcut(keys);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(action);
    m_actions.append(action);
    connect(action, &QAction::triggered, this, slot);
    auto *button = new QPushButton(widgets::icon(iconName), text, this);
    button->setObjectName(name);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QWidget *WorkbenchPage::makeForm()
{
    auto *pane = new QWidget(this);
    auto *top = new QHBoxLayout;
    top->setContentsMargins(size::panePadding, size::panePadding, size::panePadding, 0);
    top->setSpacing(size::gapControls);
    top->addWidget(addButton(QStringLiteral("workbenchPaste"), tr("Paste a request"),
                             QStringLiteral("edit-paste"), {}, &WorkbenchPage::paste));
    top->addWidget(addButton(QStringLiteral("workbenchOpen"), tr("Open a file…"),
                             QStringLiteral("document-open"), QKeySequence::Open,
                             &WorkbenchPage::chooseFile));
    top->addStretch();
    auto *bottom = new QHBoxLayout;
    bottom->setContentsMargins(size::panePadding, 0, size::panePadding, size::panePadding);
    bottom->setSpacing(size::gapControls);
    bottom->addWidget(addButton(QStringLiteral("workbenchClear"), tr("Clear"),
                                QStringLiteral("edit-clear-all"), {}, &WorkbenchPage::clear));
    bottom->addStretch();
    QPushButton *check =
        addButton(QStringLiteral("workbenchCheck"), tr("Check the signature"),
                  QStringLiteral("tools"), Qt::CTRL | Qt::Key_Return, &WorkbenchPage::check);
    check->setDefault(true);
    bottom->addWidget(check);
    connect(m_form->secretField(), &QLineEdit::returnPressed, this, &WorkbenchPage::check);
    auto *column = new QVBoxLayout(pane);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(top);
    column->addWidget(m_form, 1);
    column->addLayout(bottom);
    return pane;
}

QWidget *WorkbenchPage::makeAnswer()
{
    auto *empty = new widgets::EmptyState(this);
    empty->setObjectName(QStringLiteral("workbenchEmpty"));
    empty->setHeading(
        QStringLiteral("tools"), tr("Why does this signature not match?"),
        tr("Paste a curl command or an HTTP request, or drop a .har file here. Give the secret, "
           "and what was checked, what would match and what to do stands here."));
    m_report = new SignatureReport(this);
    m_answer = new QStackedWidget(this);
    m_answer->setMinimumWidth(size::detailPaneMin);
    m_answer->addWidget(empty);
    m_answer->addWidget(widgets::makeColumnScroll(m_report, tr("What was found"), this));
    return m_answer;
}

QString WorkbenchPage::title() const
{
    return tr("Signature workbench");
}

void WorkbenchPage::activate()
{
    m_form->secretField()->setFocus();
}

void WorkbenchPage::load(const QString &source, const EventPayload &message)
{
    std::vector<capture::CapturedRequest> requests(1);
    requests.front() = {{},
                        message.requestUrl.toStdString(),
                        headersOf(message.headers),
                        message.body.value_or(QByteArray()).toStdString()};
    m_form->setRequests(std::move(requests));
    m_form->setSource(source);
    m_answer->setCurrentIndex(0);
}

void WorkbenchPage::paste()
{
    take(capture::captureOfText(QGuiApplication::clipboard()->text().toUtf8()));
}

void WorkbenchPage::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Open a captured request"));
    dialog->setObjectName(QStringLiteral("captureDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    dialog->setNameFilters({tr("Captures (*.har *.http *.txt *.sh *.curl)"), tr("All files (*)")});
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &name) { take(capture::captureOfFile(name)); });
    dialog->open();
}

void WorkbenchPage::take(const QFuture<Captured> &reading)
{
    m_reading.cancel();
    m_reading = reading;
    m_waitBar->setWaiting(true);
    whenDone(reading, this, [this, reading](const Captured &captured) {
        if (reading.isCanceled())
            return; // another was begun
        m_waitBar->setWaiting(false);
        if (!captured)
            return showProblem(tr("This was not taken in"), captured.error());
        m_form->setRequests(*captured);
        m_answer->setCurrentIndex(0);
        activate();
    });
}

void WorkbenchPage::clear()
{
    m_form->clear();
    m_report->clear();
    m_answer->setCurrentIndex(0);
}

void WorkbenchPage::check()
{
    auto request = m_form->request();
    if (!request)
        return showProblem(tr("Not checked yet"), request.error());
    const auto at = m_form->receivedAt(m_clock.now());
    if (!at)
        return showProblem(tr("Not checked yet"), at.error());
    m_checking.cancel();
    m_checking =
        workbench::checkSignature(m_form->source(), std::move(*request), m_form->secret(), *at);
    m_waitBar->setWaiting(true);
    whenDone(m_checking, this, [this, checking = m_checking](const Result<QString> &explanation) {
        if (checking.isCanceled())
            return; // another was begun
        m_waitBar->setWaiting(false);
        showAnswer(explanation);
    });
}

void WorkbenchPage::showAnswer(const Result<QString> &explanation)
{
    if (!explanation)
        return showProblem(tr("Not checked yet"), explanation.error());
    if (auto evidence = parseExplanation(*explanation))
        m_report->show(verdictOf(std::move(*evidence)));
    m_answer->setCurrentIndex(1);
}

void WorkbenchPage::showProblem(const QString &title, const Error &error)
{
    m_report->show({NoticeKind::Warning, title, error.message});
    m_answer->setCurrentIndex(1);
}

void WorkbenchPage::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasText() || !fileOf(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void WorkbenchPage::dropEvent(QDropEvent *event)
{
    const QString file = fileOf(*event->mimeData());
    take(file.isEmpty() ? capture::captureOfText(event->mimeData()->text().toUtf8())
                        : capture::captureOfFile(file));
    event->acceptProposedAction();
}

} // namespace gatehouse::ui
