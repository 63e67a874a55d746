#include "ui/collection/exportdialog.h"

#include "models/collection/celltext.h"
#include "ui/widgets/dialogparts.h"
#include "ui/widgets/gatehousestyle.h"
#include "ui/widgets/plaintext.h"
#include "ui/widgets/segmented.h"
#include "ui/widgets/theme.h"
#include "ui/widgets/wrappinglabel.h"

#include <QCheckBox>
#include <QDir>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

#include <array>

namespace gatehouse::ui {

using namespace Qt::StringLiterals;
using collection::ExportFormat;

namespace size = widgets::size;

namespace {

constexpr int narrowestExport = 460;
constexpr int shownColumns = 8;
constexpr std::array formats{ExportFormat::Csv, ExportFormat::Ndjson, ExportFormat::Json};

QDir firstFolder()
{
    const QDir documents(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    return documents.exists() ? documents : QDir::home();
}

QString nameWithFormat(const QString &name, ExportFormat format)
{
    QString stem = name;
    for (const ExportFormat known : formats) {
        const QString end = u'.' + collection::formatName(known);
        if (stem.endsWith(end, Qt::CaseInsensitive)) {
            stem.chop(end.size());
            break;
        }
    }
    return stem + u'.' + collection::formatName(format);
}

} // namespace

ExportDialog::ExportDialog(const collection::Descriptor &descriptor, const QString &what,
                           bool offersBodies, QWidget *parent)
    : QDialog(parent)
    , m_descriptor(descriptor)
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export %1").arg(descriptor.title));
    widgets::setUpDialog(this, narrowestExport);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(size::pagePadding, size::pagePadding, size::pagePadding,
                               size::pagePadding);
    layout->setSpacing(size::gapControls);
    layout->addWidget(widgets::makeDialogHeading(windowTitle(), this));
    m_what = widgets::makeWrappingLabel(widgets::visibleText(what), this);
    m_what->setObjectName(u"exportWhat"_s);
    layout->addWidget(m_what);
    addFormat(layout);
    addColumns(layout);
    if (offersBodies) {
        m_bodies = new QCheckBox(tr("With the bodies of the requests"), this);
        m_bodies->setObjectName(u"exportBodies"_s);
        layout->addWidget(m_bodies);
    }
    addFile(layout);
    m_confirm = widgets::addDialogButtons(this, layout, u"Export"_s, tr("Export"));
    updateConfirm();
}

void ExportDialog::offerSelection(int rows)
{
    if (rows < 2)
        return;
    const QString selected =
        tr("The %1 that are selected").arg(collection::displayLocale().toString(rows));
    m_rows = new widgets::Segmented(tr("Rows"), {selected, tr("All")}, this);
    m_rows->setObjectName(u"exportRows"_s);
    m_rows->setCurrent(0);
    m_what->setVisible(false);
    connect(m_rows, &widgets::Segmented::chosen, m_what,
            [this](int position) { m_what->setVisible(position == 1); });
    auto *row = new QHBoxLayout;
    row->addWidget(m_rows);
    row->addStretch();
    auto *column = static_cast<QVBoxLayout *>(layout());
    column->insertLayout(column->indexOf(m_what), row);
}

bool ExportDialog::isOfSelection() const
{
    return m_rows && m_rows->current() == 0;
}

void ExportDialog::addFormat(QVBoxLayout *layout)
{
    m_format = new widgets::Segmented(
        tr("Format"), {tr("CSV"), tr("NDJSON, a line each"), tr("JSON, one array")}, this);
    m_format->setObjectName(u"exportFormat"_s);
    connect(m_format, &widgets::Segmented::chosen, this, &ExportDialog::setFormat);
    auto *row = new QHBoxLayout;
    row->addWidget(m_format);
    row->addStretch();
    layout->addLayout(row);
}

void ExportDialog::addColumns(QVBoxLayout *layout)
{
    QLabel *caption = widgets::makeWrappingLabel(tr("Columns"), this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    auto *row = new QHBoxLayout;
    row->addWidget(caption, 1);
    for (const bool all : {true, false}) {
        auto *button = new QPushButton(all ? tr("All") : tr("None"), this);
        button->setObjectName(all ? u"exportAll"_s : u"exportNone"_s);
        button->setAutoDefault(false);
        widgets::setSmall(button);
        connect(button, &QPushButton::clicked, this, [this, all] { tickAll(all); });
        row->addWidget(button);
    }
    layout->addLayout(row);
    m_columns = new QListWidget(this);
    m_columns->setObjectName(u"exportColumns"_s);
    m_columns->setAccessibleName(caption->text());
    for (const QString &name : m_descriptor.readColumns()) {
        const collection::Column *column = m_descriptor.column(name);
        auto *item = new QListWidgetItem(
            column ? tr("%1 (%2)", "title and name of a column").arg(column->title, name) : name,
            m_columns);
        item->setData(Qt::UserRole, name);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(Qt::Checked);
    }
    m_columns->setMinimumHeight(m_columns->sizeHintForRow(0) * shownColumns);
    connect(m_columns, &QListWidget::itemChanged, this, &ExportDialog::updateConfirm);
    layout->addWidget(m_columns, 1);
}

void ExportDialog::addFile(QVBoxLayout *layout)
{
    m_file = new QLineEdit(
        firstFolder().filePath(nameWithFormat(m_descriptor.id, ExportFormat::Csv)), this);
    m_file->setObjectName(u"exportFile"_s);
    m_file->setAccessibleName(tr("File"));
    connect(m_file, &QLineEdit::textChanged, this, &ExportDialog::updateConfirm);
    auto *browseButton = new QPushButton(tr("Browse…"), this);
    browseButton->setObjectName(u"exportBrowse"_s);
    browseButton->setAutoDefault(false);
    connect(browseButton, &QPushButton::clicked, this, &ExportDialog::browse);
    QLabel *caption = widgets::makeWrappingLabel(m_file->accessibleName(), this);
    caption->setForegroundRole(QPalette::PlaceholderText);
    caption->setBuddy(m_file);
    layout->addWidget(caption);
    auto *row = new QHBoxLayout;
    row->addWidget(m_file, 1);
    row->addWidget(browseButton);
    layout->addLayout(row);
    m_problem = widgets::makeWrappingLabel({}, this);
    m_problem->setObjectName(u"exportProblem"_s);
    m_problem->setForegroundRole(QPalette::PlaceholderText);
    layout->addWidget(m_problem);
}

void ExportDialog::browse()
{
    auto *files = new QFileDialog(this, windowTitle(), fileName());
    files->setObjectName(u"exportFiles"_s);
    files->setAttribute(Qt::WA_DeleteOnClose);
    files->setAcceptMode(QFileDialog::AcceptSave);
    files->setFileMode(QFileDialog::AnyFile);
    files->setDefaultSuffix(collection::formatName(format()));
    connect(files, &QFileDialog::fileSelected, m_file,
            [this](const QString &name) { m_file->setText(QDir::toNativeSeparators(name)); });
    files->open();
}

void ExportDialog::tickAll(bool ticked)
{
    for (int row = 0; row < m_columns->count(); ++row)
        m_columns->item(row)->setCheckState(ticked ? Qt::Checked : Qt::Unchecked);
}

/// The name's end follows.
void ExportDialog::setFormat(int position)
{
    m_format->setCurrent(position);
    m_file->setText(nameWithFormat(m_file->text(), format()));
}

QString ExportDialog::problem() const
{
    if (columns().isEmpty() && !withBodies())
        return tr("Choose a column at least.");
    const QFileInfo file(fileName());
    if (m_file->text().trimmed().isEmpty() || file.isDir())
        return tr("Say which file it becomes.");
    if (!file.dir().exists())
        return tr("There is no folder %1.").arg(QDir::toNativeSeparators(file.path()));
    return file.exists() ? tr("The file is there; it will be replaced.") : QString();
}

/// The line stays where it is when there is nothing to say.
void ExportDialog::updateConfirm()
{
    if (!m_confirm)
        return;
    const QString said = problem();
    m_problem->setText(said.isEmpty() ? u" "_s : said);
    const QFileInfo file(fileName());
    m_confirm->setEnabled(said.isEmpty() || (file.isFile() && !columns().isEmpty()));
}

void ExportDialog::setState(const QVariantMap &state)
{
    if (const QStringList ticked = state.value(u"columns"_s).toStringList(); !ticked.isEmpty()) {
        for (int row = 0; row < m_columns->count(); ++row) {
            QListWidgetItem *item = m_columns->item(row);
            item->setCheckState(
                ticked.contains(item->data(Qt::UserRole).toString()) ? Qt::Checked : Qt::Unchecked);
        }
    }
    if (m_bodies)
        m_bodies->setChecked(state.value(u"bodies"_s).toBool());
    const QString folder = state.value(u"folder"_s).toString();
    if (QFileInfo(folder).isDir())
        m_file->setText(QDir(folder).filePath(QFileInfo(m_file->text()).fileName()));
    for (std::size_t position = 0; position < formats.size(); ++position) {
        if (collection::formatName(formats[position]) == state.value(u"format"_s).toString())
            setFormat(int(position));
    }
}

QVariantMap ExportDialog::state() const
{
    return {{u"format"_s, collection::formatName(format())},
            {u"columns"_s, columns()},
            {u"bodies"_s, withBodies()},
            {u"folder"_s, QFileInfo(fileName()).path()}};
}

ExportFormat ExportDialog::format() const
{
    return formats[std::size_t(std::clamp(m_format->current(), 0, int(formats.size()) - 1))];
}

QStringList ExportDialog::columns() const
{
    QStringList names;
    for (int row = 0; row < m_columns->count(); ++row) {
        if (m_columns->item(row)->checkState() == Qt::Checked)
            names += m_columns->item(row)->data(Qt::UserRole).toString();
    }
    return names;
}

bool ExportDialog::withBodies() const
{
    return m_bodies && m_bodies->isChecked();
}

QString ExportDialog::fileName() const
{
    return QFileInfo(m_file->text().trimmed()).absoluteFilePath();
}

} // namespace gatehouse::ui
