"""What the editor at the other end can do, read once from its `initialize` request."""

from collections.abc import Iterator
from dataclasses import dataclass

from lsprotocol import types

from duizhao.text import PositionEncoding


@dataclass(frozen=True, slots=True)
class ClientProfile:
    """The abilities that decide what the server sends; `language` is the locale that messages follow."""

    encoding: PositionEncoding = PositionEncoding.UTF16
    language: str = "zh-cn"
    pull_diagnostics: bool = False
    refresh_diagnostics: bool = False
    related_information: bool = False
    code_description: bool = False
    diagnostic_tags: bool = False
    diagnostic_data: bool = False
    nested_symbols: bool = False
    snippets: bool = False
    markdown: bool = False
    markdown_documentation: bool = False
    resolve_documentation: bool = True
    code_action_literals: bool = False
    preferred_actions: bool = False
    configuration: bool = False
    register_configuration: bool = False
    register_watchers: bool = False
    symbol_label: bool = False
    resolve_actions: bool = False
    versioned_edits: bool = False
    relative_watchers: bool = False
    apply_edit: bool = False
    show_document: bool = False
    prepare_rename: bool = False
    refresh_lenses: bool = False
    refresh_hints: bool = False


def read_profile(params: types.InitializeParams, encoding: str) -> ClientProfile:
    """The profile of the client that sent `params`, for the position encoding agreed on."""
    capabilities = params.capabilities
    text = capabilities.text_document or types.TextDocumentClientCapabilities()
    workspace = capabilities.workspace or types.WorkspaceClientCapabilities()
    window = capabilities.window or types.WindowClientCapabilities()
    published = text.publish_diagnostics or types.PublishDiagnosticsClientCapabilities()
    pulled = text.diagnostic or types.DiagnosticClientCapabilities()
    item = (text.completion and text.completion.completion_item) or types.ClientCompletionItemOptions()
    actions = text.code_action or types.CodeActionClientCapabilities()
    symbols = text.document_symbol
    hover = (text.hover and text.hover.content_format) or ()
    refresh = bool(workspace.diagnostics and workspace.diagnostics.refresh_support)
    return ClientProfile(
        encoding=PositionEncoding(encoding),
        language=params.locale or "zh-cn",
        # What comes up in a pause would never be pulled by an editor that cannot be asked to; it can be pushed to.
        pull_diagnostics=text.diagnostic is not None and (refresh or text.publish_diagnostics is None),
        refresh_diagnostics=refresh,
        related_information=bool(published.related_information or pulled.related_information),
        code_description=bool(published.code_description_support or pulled.code_description_support),
        diagnostic_tags=bool(published.tag_support or pulled.tag_support),
        diagnostic_data=bool(published.data_support or pulled.data_support),
        nested_symbols=bool(symbols and symbols.hierarchical_document_symbol_support),
        snippets=bool(item.snippet_support),
        markdown=types.MarkupKind.Markdown in hover,
        markdown_documentation=types.MarkupKind.Markdown in (item.documentation_format or ()),
        # Without `resolveSupport`, documentation is what a client asks for later.
        resolve_documentation=item.resolve_support is None or "documentation" in item.resolve_support.properties,
        code_action_literals=actions.code_action_literal_support is not None,
        preferred_actions=bool(actions.is_preferred_support),
        configuration=bool(workspace.configuration),
        register_configuration=bool(
            workspace.did_change_configuration and workspace.did_change_configuration.dynamic_registration
        ),
        register_watchers=bool(
            workspace.did_change_watched_files and workspace.did_change_watched_files.dynamic_registration
        ),
        symbol_label=bool(symbols and symbols.label_support),
        resolve_actions=bool(actions.resolve_support and "edit" in actions.resolve_support.properties),
        versioned_edits=bool(workspace.workspace_edit and workspace.workspace_edit.document_changes),
        apply_edit=bool(workspace.apply_edit),
        show_document=bool(window.show_document and window.show_document.support),
        prepare_rename=bool(text.rename and text.rename.prepare_support),
        refresh_lenses=bool(workspace.code_lens and workspace.code_lens.refresh_support),
        refresh_hints=bool(workspace.inlay_hint and workspace.inlay_hint.refresh_support),
        relative_watchers=bool(
            workspace.did_change_watched_files and workspace.did_change_watched_files.relative_pattern_support
        ),
    )


def workspace_roots(params: types.InitializeParams) -> Iterator[str]:
    """URIs of the folders the client has open."""
    if params.workspace_folders:
        yield from (folder.uri for folder in params.workspace_folders)
    elif params.root_uri:
        yield params.root_uri
