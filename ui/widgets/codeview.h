#pragma once

#include "ui/widgets/codedocument.h"
#include "ui/widgets/searchable.h"

#include <QAbstractScrollArea>

#include <memory>
#include <optional>

namespace gatehouse::widgets {

/// Read-only text of up to some megabytes in monospace, wrapped at the view's width. Lays out and
/// colours only the rows that are seen, so half a megabyte in one line or in half a million lines
/// opens at once. Control and bidirectional characters are shown as marks; copying gives the text
/// as it is. Select with mouse or Shift and the usual keys; Ctrl+A, Ctrl+C. Left to right in every
/// language.
///
/// Objects and lists of pretty JSON fold: by a click on the mark before them, - and + at the caret,
/// * for all, 1 to 5 to a level; what is found in them unfolds them. Ctrl+Shift+P copies the path
/// of the caret's line, V its value, F both as a filter on the payload.
class CodeView final : public QAbstractScrollArea, public Searchable
{
    Q_OBJECT

public:
    explicit CodeView(QWidget *parent = nullptr);
    ~CodeView() override;

    void setDocument(CodeDocument document);
    const CodeDocument &document() const;

    /// Rows after wrapping at the present width.
    int rowCount() const;

    /// A row as it is seen, marks included, without its indentation. For tests and assistive
    /// technology.
    QString rowText(int row) const;

    /// Fold, copy the path and so on, in the context menu too; disabled without pretty JSON.
    QList<QAction *> structureActions() const;

    /// Where the caret's line stands in pretty JSON, as a JSON pointer; nothing in other text.
    std::optional<QString> caretPointer() const;
    /// Marks what stands at these JSON pointers, whole objects too, and shows the first; what is
    /// not there is passed over. Until the next ones, or the next document.
    void markPointers(const QStringList &pointers);
    /// The first and last lines of what is marked.
    QList<std::pair<int, int>> markedLines() const;

    QString selectedText() const;
    void selectAll();
    void copy() const;

    void search(const QString &text) override;
    void step(int direction) override;
    int found() const override;
    int currentFound() const override;

signals:
    void caretMoved(); ///< or the document is another

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void changeEvent(QEvent *event) override;
    bool event(QEvent *event) override;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace gatehouse::widgets
